import type { DnsMessage, DnsRecord } from './dns-message.js';
import { cleanInstanceName } from './instance-name.js';
import { isInstanceId, SERVICE, sameName, serviceLabel } from './service-names.js';

/** What one message claims about one instance, checked for form and for nothing else. */
export interface Sighting {
  instanceId: string;
  instanceName: string;
  protocol: number;
  port: number;
  /** Contents of the A and AAAA records of its host, without zone; at most 32. */
  hosts: string[];
}

/** A forged message may hold hundreds of records; ours hold one instance and 8 addresses. */
const MAX_SIGHTINGS = 16;
const MAX_HOSTS = 32;

/** @returns the instances that a response announces with complete and well-formed SRV and TXT records */
export function readSightings(message: DnsMessage): Sighting[] {
  const records = liveOrNot(message).filter((record) => record.ttl !== 0);
  const texts = textsByName(records);
  const sightings: Sighting[] = [];
  for (const record of records) {
    if (sightings.length === MAX_SIGHTINGS) break;
    if (record.type !== 'SRV' || serviceLabel(record.name) === undefined) continue;
    const text = texts.get(record.name.toLowerCase());
    const sighting = text && readSighting(record, text, records);
    if (sighting) sightings.push(sighting);
  }
  return sightings;
}

/** @returns the ids of the instances that a response says goodbye for (TTL 0) */
export function readGoodbyes(message: DnsMessage): string[] {
  const gone = liveOrNot(message).filter((record) => record.ttl === 0);
  const texts = textsByName(gone);
  const ids = new Set<string>();
  for (const record of gone) {
    const name = sameName(record.name, SERVICE) && record.type === 'PTR' ? record.data : record.name;
    const label = typeof name === 'string' ? serviceLabel(name) : undefined;
    if (typeof name !== 'string' || label === undefined) continue;
    const id = texts.get(name.toLowerCase())?.get('id') ?? label.toLowerCase();
    if (isInstanceId(id) && ids.size < MAX_SIGHTINGS) ids.add(id);
  }
  return [...ids];
}

function liveOrNot(message: DnsMessage): DnsRecord[] {
  return [...message.answers, ...message.additionals];
}

function readSighting(srv: DnsRecord, text: Map<string, string>, records: DnsRecord[]): Sighting | undefined {
  const target = readTarget(srv.data);
  const instanceId = text.get('id') ?? '';
  const version = text.get('v') ?? '';
  if (!target || !isInstanceId(instanceId) || !/^[1-9]\d{0,4}$/.test(version)) return undefined;
  return {
    instanceId,
    // A nameless instance is still an instance; the page needs something to show.
    instanceName: cleanInstanceName(text.get('name') ?? '') || instanceId.slice(0, 7),
    protocol: Number(version),
    port: target.port,
    hosts: records
      .filter(
        (record) => (record.type === 'A' || record.type === 'AAAA') && sameName(record.name, target.host),
      )
      .flatMap((record) => (typeof record.data === 'string' ? [record.data] : []))
      .slice(0, MAX_HOSTS),
  };
}

function readTarget(data: unknown): { host: string; port: number } | undefined {
  if (typeof data !== 'object' || data === null || !('port' in data) || !('target' in data)) return undefined;
  const { port, target } = data;
  if (typeof port !== 'number' || typeof target !== 'string' || port < 1) return undefined;
  return { host: target, port };
}

/** TXT records by lower-case name; in each, lower-case key → value, the first of equal keys (RFC 6763, section 6.4). */
function textsByName(records: DnsRecord[]): Map<string, Map<string, string>> {
  const texts = new Map<string, Map<string, string>>();
  for (const record of records) {
    if (record.type !== 'TXT' || !Array.isArray(record.data)) continue;
    const entries = new Map<string, string>();
    for (const part of record.data) {
      const line = String(part);
      const equals = line.indexOf('=');
      const key = line.slice(0, equals).toLowerCase();
      if (equals > 0 && !entries.has(key)) entries.set(key, line.slice(equals + 1));
    }
    texts.set(record.name.toLowerCase(), entries);
  }
  return texts;
}
