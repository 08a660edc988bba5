import { canonicalJson, type Json } from './canonical.js';
import { type Clock, decodeClock, HLC_ZERO, type Hlc, latestAccepted } from './hlc.js';
import { clockOf, type ReplicaId, type Stamp } from './stamp.js';
import type { Version, Versions } from './versions.js';

/** The value of one key and the stamp of the write that set it. */
export interface Entry {
  readonly value: Json;
  readonly stamp: Stamp;
}

/** An item as it is replicated: a map from key to entry, each key last-writer-wins, and what this copy has seen. */
export interface ReplicatedItem {
  /** UUIDv7, lower case. */
  readonly id: string;
  readonly keys: ReadonlyMap<string, Entry>;
  readonly versions: Versions;
}

/** Keys `conflict:<key>:<losing stamp>` hold the value that lost. */
export const CONFLICT_PREFIX = 'conflict:';
export const ASSET_PREFIX = 'asset:';
/** Keys `x:<name>` are a person's own fields; null when removed. */
export const OWN_PREFIX = 'x:';

export function isConflictKey(key: string): boolean {
  return key.startsWith(CONFLICT_PREFIX);
}

/** @returns the value of a key, or undefined when the item does not have it */
export function readKey(item: ReplicatedItem, key: string): Json | undefined {
  return item.keys.get(key)?.value;
}

export function isDeleted(item: ReplicatedItem): boolean {
  return readKey(item, 'deleted') === true;
}

/** The latest time in an item's stamps. What it has seen may lie later: somebody's clock was wrong (see restamp). */
export function latestClock(item: ReplicatedItem): Hlc {
  // A stamp begins with its clock, so the latest stamp has the latest clock.
  const latest = clockOf(latestStamp(item));
  return latest === '' ? HLC_ZERO : decodeClock(latest);
}

/**
 * The time that a new write to an item must follow: that of every stamp in it, of what its writer wrote itself, and of what
 * others wrote that was overwritten since; but not of a time in the future from which no stamp is left.
 * @param writer replica id of the write
 * @param now wall clock, ms since 1970
 */
export function timeToFollow(item: ReplicatedItem, writer: ReplicaId | null, now: number): Hlc {
  let latest: Clock = clockOf(latestStamp(item));
  const limit = latestAccepted(now);
  for (const [replica, { clock }] of item.versions) {
    if (clock > latest && (clock <= limit || replica === writer)) latest = clock;
  }
  return latest === '' ? HLC_ZERO : decodeClock(latest);
}

/** The latest stamp among an item's keys; it exists, for an item has at least one key. */
export function latestStamp(item: ReplicatedItem): Stamp {
  let latest: Stamp = '';
  for (const entry of item.keys.values()) if (entry.stamp > latest) latest = entry.stamp;
  return latest;
}

/**
 * The one text that stands for an item, on disk, on the wire and under the hash:
 * `{"id":…,"keys":{key:[value,stamp],…},"versions":{replica:[clock,count],…}}`, canonical JSON.
 */
export function encodeItem(item: ReplicatedItem): string {
  const keys = sortedEntries(item.keys)
    .map(([key, entry]) => `${JSON.stringify(key)}:[${canonicalJson(entry.value)},"${entry.stamp}"]`)
    .join(',');
  const versions = sortedEntries<ReplicaId, Version>(item.versions)
    .map(([replica, version]) => `"${replica}":["${version.clock}",${version.count}]`)
    .join(',');
  return `{"id":"${item.id}","keys":{${keys}},"versions":{${versions}}}`;
}

/**
 * Reads a text that encodeItem wrote on this instance. What comes from elsewhere goes through checkItem.
 * @param text canonical JSON of an item
 */
export function decodeItem(text: string): ReplicatedItem {
  const raw = JSON.parse(text) as {
    id: string;
    keys: Record<string, [Json, Stamp]>;
    versions: Record<ReplicaId, [Clock, number]>;
  };
  return {
    id: raw.id,
    keys: new Map(Object.entries(raw.keys).map(([key, [value, stamp]]) => [key, { value, stamp }])),
    versions: new Map(
      Object.entries(raw.versions).map(([replica, [clock, count]]) => [replica, { clock, count }]),
    ),
  };
}

/** Entries in key order; what was decoded from canonical text already is, and is not sorted again. */
function sortedEntries<K extends string, V>(map: ReadonlyMap<K, V>): [K, V][] {
  const entries = [...map];
  for (let i = 1; i < entries.length; i++) {
    const [previous, current] = [entries[i - 1], entries[i]];
    if (previous !== undefined && current !== undefined && previous[0] > current[0]) {
      return entries.sort(([a], [b]) => (a < b ? -1 : 1));
    }
  }
  return entries;
}
