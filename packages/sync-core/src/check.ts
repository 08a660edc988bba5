import { canonicalJson, isWithinDepth, type Json } from './canonical.js';
import { type Hlc, isAhead } from './hlc.js';
import { type Entry, isConflictKey, latestClock, type ReplicatedItem } from './item.js';
import { isPurgeCount, PURGED } from './purge.js';
import { countedKeys, maxReplicas, type SizeLimits, utf8Length } from './size.js';
import { isClock, isReplicaId, isStamp, type ReplicaId, type Stamp } from './stamp.js';
import { hasSeen, type Version } from './versions.js';

/** Why an item from elsewhere is refused. */
export type RejectCode =
  | 'malformed'
  | 'bad_id'
  | 'bad_key'
  | 'bad_stamp'
  | 'bad_versions'
  | 'bad_value'
  | 'value_too_large'
  | 'too_many_keys'
  | 'future_stamp';

export type Checked =
  /** `latest`: the latest time in the item. */
  | { readonly ok: true; readonly item: ReplicatedItem; readonly latest: Hlc }
  | { readonly ok: false; readonly id: string; readonly code: RejectCode };

/** Sizes an item from elsewhere must keep. */
export interface ItemLimits extends SizeLimits {
  /** Of a value's canonical JSON, UTF-8. */
  readonly valueBytes: number;
  readonly jsonDepth: number;
  readonly shortTextLength: number;
  readonly notesLength: number;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** A plain key, or a structured one: `asset:…`, `conflict:…`, `x:…` and kinds that only later versions know. */
const KEY = /^[a-z][A-Za-z0-9]{0,31}(:\P{Cc}{1,256})?$/u;
/** An entry for any such key: it must be possible to write down the conflict of whatever may be in conflict. */
const CONFLICT_KEY = /^conflict:\P{Cc}{1,320}$/u;
/** What a conflict entry holds beside the value, canonical JSON; and the levels it nests above it. */
const CONFLICT_BYTES = 8192;
const CONFLICT_DEPTH = 2;
const INSTANCE_ID = /^[a-z2-7]{52}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
export function isItemId(value: unknown): value is string {
  return typeof value === 'string' && UUID_V7.test(value);
}

export function isKey(value: string): boolean {
  return KEY.test(value) || CONFLICT_KEY.test(value);
}

/** Whether an ordinary write may set a key to a value, so that no instance refuses the item for it. */
export function mayHold(key: string, value: Json, limits: ItemLimits): boolean {
  return (
    isKey(key) &&
    isWithinDepth(value, limits.jsonDepth) &&
    !isTooLarge(value, limits.valueBytes) &&
    isPlainValue(key, value, limits)
  );
}

function* rawValues(keys: Record<string, unknown>): Generator<readonly [string, unknown]> {
  for (const [key, entry] of Object.entries(keys)) yield [key, Array.isArray(entry) ? entry[0] : entry];
}

/**
 * Checks an item from a peer whole, before anything of it is stored; but for its size, which its text tells (tooLarge).
 * @param raw what JSON.parse returned for its text
 * @param now wall clock, ms since 1970
 * @returns the item, or the first reason to refuse it; `id` is what it calls itself, '' when that is no id
 */
export function checkItem(raw: unknown, now: number, limits: ItemLimits): Checked {
  if (!isRecord(raw)) return refuse('', 'malformed');
  const { id, keys, versions } = raw;
  if (!isItemId(id)) return refuse('', 'bad_id');
  if (!isRecord(keys) || !isRecord(versions) || Object.keys(raw).length !== 3) return refuse(id, 'malformed');

  const seen = checkVersions(versions, limits);
  if (seen === null) return refuse(id, 'bad_versions');
  const names = Object.keys(keys);
  if (names.length === 0) return refuse(id, 'malformed');
  if (names.length > limits.keysPerItem && countedKeys(rawValues(keys)) > limits.keysPerItem) {
    return refuse(id, 'too_many_keys');
  }

  const entries = new Map<string, Entry>();
  // Keys written together share a stamp, which is checked once.
  let goodStamp: Stamp | null = null;
  for (const key of names) {
    const entry = checkEntry(key, keys[key], goodStamp, seen, limits);
    if (typeof entry === 'string') return refuse(id, entry);
    entries.set(key, entry);
    goodStamp = entry.stamp;
  }
  const item: ReplicatedItem = { id, keys: entries, versions: seen };
  const latest = latestClock(item);
  return isAhead(latest, now) ? refuse(id, 'future_stamp') : { ok: true, item, latest };
}

function checkVersions(raw: Record<string, unknown>, limits: ItemLimits): Map<ReplicaId, Version> | null {
  const replicas = Object.keys(raw);
  if (replicas.length === 0 || replicas.length > maxReplicas(limits)) return null;
  const versions = new Map<ReplicaId, Version>();
  for (const replica of replicas) {
    const pair = raw[replica];
    if (!isReplicaId(replica) || !Array.isArray(pair) || pair.length !== 2) return null;
    const [clock, count]: unknown[] = pair;
    if (!isClock(clock) || typeof count !== 'number') return null;
    if (!Number.isInteger(count) || count < 1 || count > 0xffff_ffff) return null;
    versions.set(replica, { clock, count });
  }
  return versions;
}

function checkEntry(
  key: string,
  raw: unknown,
  goodStamp: Stamp | null,
  versions: ReadonlyMap<ReplicaId, Version>,
  limits: ItemLimits,
): Entry | RejectCode {
  if (!isKey(key)) return 'bad_key';
  if (!Array.isArray(raw) || raw.length !== 2) return 'malformed';
  const [value, stamp] = raw as [unknown, Stamp];
  if (goodStamp === null || stamp !== goodStamp) {
    if (!isStamp(stamp)) return 'bad_stamp';
    // An item has seen its own keys; else conflict detection would rest on sand.
    if (!hasSeen(versions, stamp)) return 'bad_versions';
  }
  const isConflict = isConflictKey(key);
  if (!isWithinDepth(value, limits.jsonDepth + (isConflict ? CONFLICT_DEPTH : 0))) return 'bad_value';
  const json = value as Json;
  if (isTooLarge(json, limits.valueBytes + (isConflict ? CONFLICT_BYTES : 0))) return 'value_too_large';
  return isPlainValue(key, json, limits) ? { value: json, stamp } : 'bad_value';
}

/** The keys this version knows must hold what it would write; other keys may hold any JSON. */
function isPlainValue(key: string, value: Json, limits: ItemLimits): boolean {
  switch (key) {
    case 'name':
    case 'category':
    case 'brand':
    case 'model':
    case 'serialNumber':
      return isText(value, limits.shortTextLength);
    case 'notes':
      return isText(value, limits.notesLength);
    case 'purchaseDate':
      return value === null || (typeof value === 'string' && DATE.test(value));
    case 'photo':
      return value === null || isText(value, limits.shortTextLength);
    case 'deleted':
      return typeof value === 'boolean';
    case 'origin':
      return typeof value === 'string' && INSTANCE_ID.test(value);
    case PURGED:
      return isPurgeCount(value);
    default:
      return true;
  }
}

/** @param limit in characters as people count them: one outside the basic plane is one, not two UTF-16 units */
function isText(value: Json, limit: number): boolean {
  if (typeof value !== 'string') return false;
  return value.length <= limit || (value.length <= 2 * limit && Array.from(value).length <= limit);
}

function isTooLarge(value: Json, bytes: number): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return false;
  // Most values are short strings, and no character takes more than 6 bytes of JSON.
  if (typeof value === 'string' && value.length * 6 + 2 <= bytes) return false;
  return utf8Length(canonicalJson(value)) > bytes;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(id: string, code: RejectCode): Checked {
  return { ok: false, id, code };
}
