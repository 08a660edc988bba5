import { type Json, sameJson } from './canonical.js';
import { changeItem } from './change.js';
import { type Entry, isConflictKey, isDeleted, type ReplicatedItem } from './item.js';
import { conflictKey } from './merge.js';
import { isPurged, PURGED } from './purge.js';
import type { Stamp } from './stamp.js';

/** What somebody who has an item loses by its next state. */
export type Loss = 'delete' | 'overwrite';

/** A key whose value is another now; undefined where the item does not have it. */
export interface KeyChange {
  readonly key: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/**
 * Whether a merge takes something from whoever has the item as it was before.
 *
 * Invariants (property-tested):
 * 1. `delete` exactly when an item that was there goes to the trash, or one that was not purged is.
 * 2. `overwrite` exactly when a value that was not empty is another or empty now, and is not kept as a conflict either.
 * 3. What only adds (a new key, a value where there was none, a restored item, a conflict found or settled) is no loss.
 * @param before our copy
 * @param after what the merge leaves, conflicts written (settle)
 */
export function lossOf(before: ReplicatedItem, after: ReplicatedItem): Loss | null {
  if (isPurged(before)) return null;
  if (isPurged(after)) return 'delete';
  if (isDeleted(after) && !isDeleted(before)) return 'delete';
  for (const [key, entry] of before.keys) if (isOverwritten(key, entry, after)) return 'overwrite';
  return null;
}

function isOverwritten(key: string, { value, stamp }: Entry, after: ReplicatedItem): boolean {
  if (!isContent(key) || isEmpty(value)) return false;
  const now = after.keys.get(key);
  if (now !== undefined && (now.stamp === stamp || sameJson(now.value, value))) return false;
  return !after.keys.has(conflictKey(key, stamp));
}

/** The keys that people fill whose value is another now, in key order. */
export function changedKeys(before: ReplicatedItem, after: ReplicatedItem): KeyChange[] {
  const keys = [...new Set([...before.keys.keys(), ...after.keys.keys()])].filter(isContent).sort();
  const all = keys.map((key) => ({
    key,
    before: before.keys.get(key)?.value,
    after: after.keys.get(key)?.value,
  }));
  return all.filter((change) => !sameJson(change.before ?? null, change.after ?? null));
}

/**
 * Puts back what a merge changed, as a new change that has seen it: the item shows again what `before` shows. Where a purge
 * left nothing, all of it comes back, conflicts included.
 * @param after what the merge left
 * @param before what is to be shown again
 * @param stamp later than every stamp in both
 * @returns the changed item, or `after` itself when it shows that already
 */
export function putBack(after: ReplicatedItem, before: ReplicatedItem, stamp: Stamp): ReplicatedItem {
  const changes: Record<string, Json> = {};
  for (const { key, before: value } of changedKeys(before, after)) changes[key] = value ?? emptyValue(key);
  if (isDeleted(before) !== isDeleted(after)) changes.deleted = isDeleted(before);
  if (isPurged(after)) {
    for (const [key, { value }] of before.keys) if (isConflictKey(key)) changes[key] = value;
  }
  return changeItem(after, changes, stamp);
}

/** Whether people fill a key: not what Brique notes beside it. */
function isContent(key: string): boolean {
  return !isConflictKey(key) && key !== 'deleted' && key !== PURGED;
}

function isEmpty(value: Json): boolean {
  return value === null || value === '';
}

const TEXT_KEYS: ReadonlySet<string> = new Set([
  'name',
  'category',
  'brand',
  'model',
  'serialNumber',
  'notes',
  'origin',
]);

/** What a key goes back to that was not there. */
function emptyValue(key: string): Json {
  return TEXT_KEYS.has(key) ? '' : null;
}

