import { type Json, sameJson } from './canonical.js';
import { changeItem } from './change.js';
import { conflictKey } from './conflict-entry.js';
import { type Entry, isConflictKey, isDeleted, type ReplicatedItem } from './item.js';
import { isPurged, PURGED } from './purge.js';
import { restoreState } from './set-back.js';
import type { Stamp } from './stamp.js';

/** What somebody who has an item loses by its next state. */
export type Loss = 'delete' | 'overwrite';

/**
 * Whether a merge takes something from whoever has the item as it was before.
 *
 * Invariants:
 * 1. `delete` exactly when an item that was there goes to the trash, or one that was not purged is.
 * 2. `overwrite` exactly when none of that happens and a value that was not empty is another or empty now, and is not kept as a
 *    conflict either.
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
  if (key === 'deleted' || key === PURGED || isConflictKey(key)) return false;
  if (value === null || value === '') return false;
  const now = after.keys.get(key);
  if (now !== undefined && (now.stamp === stamp || sameJson(now.value, value))) return false;
  return !after.keys.has(conflictKey(key, stamp));
}

/**
 * Refuses what a merge did to an item, by a new change that has seen it: the item is again what it was before, and so
 * everywhere. Of what a purge left nothing of, everything comes back, conflicts included.
 * @param merged what the merge left
 * @param before our copy, which is to stand
 * @param stamp later than every stamp in both
 * @returns the changed item, or `merged` itself when nothing is to be said against it
 */
export function refuse(merged: ReplicatedItem, before: ReplicatedItem, stamp: Stamp): ReplicatedItem {
  if (!isPurged(merged)) return changeItem(merged, restoreState(merged, before), stamp);
  const all = [...before.keys].filter(([key]) => key !== PURGED);
  const values = all.map(([key, { value }]): [string, Json] => [key, value]);
  return changeItem(merged, Object.fromEntries(values), stamp);
}
