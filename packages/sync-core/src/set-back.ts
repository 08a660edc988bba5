import { type Json, sameJson } from './canonical.js';
import type { Changes } from './change.js';
import { isConflictKey, latestStamp, type ReplicatedItem } from './item.js';
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

/**
 * What takes the writes between two states of an item back.
 *
 * Invariants:
 * 1. A key that those writes did not touch, or that was written again since, is not among the changes.
 * 2. An item that they made goes to the trash, unless anything in it was written since.
 * 3. A purged item stays purged.
 * @param now the copy to change
 * @param before what it was before the writes; null when they made it
 * @param after what it was when they were done
 */
export function setBack(now: ReplicatedItem, before: ReplicatedItem | null, after: ReplicatedItem): SetBack {
  if (isPurged(now)) return { changes: {}, changedSince: [] };
  if (before === null || isPurged(before)) return unmake(now, after);
  const changes: Record<string, Json> = {};
  const changedSince: string[] = [];
  for (const [key, written] of after.keys) {
    const old = before.keys.get(key);
    if (isFixed(key) || old?.stamp === written.stamp) continue;
    const value = valueThen(before, key);
    const current = now.keys.get(key);
    if (current === undefined || sameValue(current.value, value)) continue;
    if (current.stamp === written.stamp) changes[key] = value;
    else changedSince.push(key);
  }
  return { changes, changedSince: changedSince.sort() };
}

/**
 * What brings an earlier state of an item back: every key but the fixed ones as it was then; one that was not there then
 * becomes null.
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

function unmake(now: ReplicatedItem, after: ReplicatedItem): SetBack {
  if (now.keys.get('deleted')?.value === true) return { changes: {}, changedSince: [] };
  if (latestStamp(now) === latestStamp(after)) return { changes: { deleted: true }, changedSince: [] };
  const changedSince = [...now.keys]
    .filter(([key, { stamp }]) => after.keys.get(key)?.stamp !== stamp)
    .map(([key]) => key);
  return { changes: {}, changedSince: changedSince.sort() };
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

function emptyValue(key: string): Json {
  return key === 'deleted' ? false : null;
}
