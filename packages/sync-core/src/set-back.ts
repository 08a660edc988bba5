import { type Json, sameJson } from './canonical.js';
import type { Changes } from './change.js';
import { type Entry, isConflictKey, type ReplicatedItem } from './item.js';
import { isPurged, PURGED } from './purge.js';

/** What sets an item back, and what it must leave alone. */
export interface SetBack {
  /** To be written as one ordinary change (changeItem); empty when there is nothing to do. */
  readonly changes: Changes;
  /** Keys that somebody has changed again since, in key order: they stay as they are. */
  readonly changedSince: readonly string[];
}

/** Keys that no setting back touches: who made the item, what was settled or is still open, and what is gone for good. */
function isFixed(key: string): boolean {
  return key === 'origin' || key === PURGED || isConflictKey(key);
}

/** One write to an item: what it was before, null when the write made it, and what it was after. */
export interface PastWrite {
  readonly before: ReplicatedItem | null;
  readonly after: ReplicatedItem;
}

/**
 * What takes some writes to an item back.
 *
 * Invariants:
 * 1. A key that those writes did not touch, or that somebody wrote again since, is not among the changes.
 * 2. An item that they made goes to the trash, unless anything in it was written by somebody else.
 * 3. A purged item stays purged.
 * @param now the copy to change
 * @param writes oldest first; others may lie between them
 */
export function setBack(now: ReplicatedItem, writes: readonly PastWrite[]): SetBack {
  const changes: Record<string, Json> = {};
  const changedSince: string[] = [];
  const first = writes[0];
  if (first === undefined || isPurged(now)) return { changes, changedSince };
  const touched = touchedKeys(writes);
  if (first.before === null) {
    if (now.keys.get('deleted')?.value === true) return { changes, changedSince };
    for (const [key, { stamp }] of now.keys) if (touched.get(key)?.stamp !== stamp) changedSince.push(key);
    if (changedSince.length === 0) changes.deleted = true;
    return { changes, changedSince: changedSince.sort() };
  }
  for (const [key, { value, stamp }] of touched) {
    const current = now.keys.get(key);
    if (isFixed(key) || current === undefined || sameValue(current.value, value)) continue;
    if (current.stamp === stamp) changes[key] = value;
    else changedSince.push(key);
  }
  return { changes, changedSince: changedSince.sort() };
}

/** The keys that writes touched: each with its value before the first of them, and its stamp since the last. */
function touchedKeys(writes: readonly PastWrite[]): Map<string, Entry> {
  const touched = new Map<string, Entry>();
  for (const { before, after } of writes) {
    for (const [key, { stamp }] of after.keys) {
      if (before?.keys.get(key)?.stamp === stamp) continue;
      const known = touched.get(key);
      const value =
        known === undefined ? (before === null ? emptyValue(key) : valueThen(before, key)) : known.value;
      touched.set(key, { value, stamp });
    }
  }
  return touched;
}

/**
 * What brings an earlier state of an item back: every key but the fixed ones as it was then; one that was not there then
 * becomes empty.
 * @param now the copy to change
 * @param then the state to bring back
 */
export function restoreState(now: ReplicatedItem, then: ReplicatedItem): Changes {
  const changes: Record<string, Json> = {};
  if (isPurged(now) || isPurged(then)) return changes;
  for (const key of new Set([...now.keys.keys(), ...then.keys.keys()])) {
    if (isFixed(key)) continue;
    const value = valueThen(then, key);
    const current = now.keys.get(key);
    if (current === undefined ? !isEmpty(value) : !sameValue(current.value, value)) changes[key] = value;
  }
  return changes;
}

/** To people an empty text, a key that was removed and one that never was are the same. */
function sameValue(a: Json, b: Json): boolean {
  return sameJson(a, b) || (isEmpty(a) && isEmpty(b));
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || value === false;
}

function valueThen(item: ReplicatedItem, key: string): Json {
  const entry = item.keys.get(key);
  return entry === undefined ? emptyValue(key) : entry.value;
}

const TEXT_KEYS: ReadonlySet<string> = new Set([
  'name',
  'category',
  'brand',
  'model',
  'serialNumber',
  'notes',
]);

/** What a key that nobody had written goes back to: what every instance accepts for it (checkItem). */
export function emptyValue(key: string): Json {
  if (key === 'deleted') return false;
  return TEXT_KEYS.has(key) ? '' : null;
}
