import { isIPv4 } from 'node:net';
import type { Announcement } from '../../usecases/peers/discovery.js';
import type { DnsMessage, DnsRecord } from './dns-message.js';
import { cleanInstanceName } from './instance-name.js';
import { hostName, isInstanceId, SERVICE, SERVICE_ENUMERATION, serviceName } from './service-names.js';

/** Seconds that other software may cache us. Brique itself forgets after 25 s of silence whatever this says. */
const TTL_SECONDS = 120;
const MAX_ADDRESS_RECORDS = 8;

/**
 * All that an instance says about itself on one link, in one message, so that a reader never has to join several.
 * @param addresses our addresses on the link it is sent on; the first 8 are told
 * @param ttl seconds; 0 makes it a goodbye
 */
export function announcementMessage(
  announcement: Announcement,
  addresses: string[],
  ttl = TTL_SECONDS,
): DnsMessage {
  const service = serviceName(announcement.instanceId);
  const host = hostName(announcement.instanceId);
  const srv = { priority: 0, weight: 0, port: announcement.port, target: host };
  const txt = txtStrings(announcement);
  const answers: DnsRecord[] = [
    // Shared by all instances, hence without the cache-flush bit (RFC 6762, section 10.2).
    { name: SERVICE, type: 'PTR', ttl, data: service },
    { name: service, type: 'SRV', ttl, flush: true, data: srv },
    { name: service, type: 'TXT', ttl, flush: true, data: txt },
    ...addresses.slice(0, MAX_ADDRESS_RECORDS).map((address) => ({
      name: host,
      type: isIPv4(address) ? 'A' : 'AAAA',
      ttl,
      flush: true,
      data: address,
    })),
  ];
  return { type: 'response', questions: [], answers, additionals: [] };
}

/** What the TXT record of an instance says, one string a key. */
export function txtStrings({ instanceId, instanceName, protocol }: Announcement): string[] {
  return [`id=${instanceId}`, `name=${cleanInstanceName(instanceName)}`, `v=${protocol}`];
}

/** Answers "which service types are there?", which browsers of the whole network ask. */
export function enumerationMessage(): DnsMessage {
  const pointer = { name: SERVICE_ENUMERATION, type: 'PTR', ttl: TTL_SECONDS, data: SERVICE };
  return { type: 'response', questions: [], answers: [pointer], additionals: [] };
}

/** "Which instances are there?" */
export function queryMessage(): DnsMessage {
  return { type: 'query', questions: [{ name: SERVICE, type: 'PTR' }], answers: [], additionals: [] };
}

/** "Is anybody there?": which instances, and which services of any kind, as every device with mDNS answers. */
export function rollCallMessage(): DnsMessage {
  const questions = [SERVICE, SERVICE_ENUMERATION].map((name) => ({ name, type: 'PTR' }));
  return { type: 'query', questions, answers: [], additionals: [] };
}

/** @throws RangeError naming the field that cannot be announced */
export function checkAnnouncement(announcement: Announcement): void {
  const { instanceId, port, protocol } = announcement;
  if (!isInstanceId(instanceId)) throw new RangeError(`not an instance id: ${instanceId}`);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new RangeError(`not a port: ${port}`);
  if (!Number.isInteger(protocol) || protocol < 1 || protocol > 65535)
    throw new RangeError(`not a protocol version: ${protocol}`);
}
