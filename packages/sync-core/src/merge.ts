import { canonicalJson, type Json, sameJson } from './canonical.js';
import { changeItem } from './change.js';
import { type ConflictValue, commonTo, conflictKey, parseConflictKey } from './conflict-entry.js';
import { type Entry, isConflictKey, isDeleted, type ReplicatedItem } from './item.js';
import { isPurged, PURGED, purgeCount } from './purge.js';
import type { Stamp } from './stamp.js';
import { compareVersions, hasSeen, hasUnseenBy, mergeVersions, type Versions } from './versions.js';

/** Both copies changed a key to different values, neither having seen the other's change. */
export interface Conflict {
  readonly key: string;
  readonly losing: Entry;
  /** Absent when a deletion lost against a change of other keys. */
  readonly winning: Entry | undefined;
}

export interface Merged {
  readonly item: ReplicatedItem;
  /** In key order. */
  readonly conflicts: readonly Conflict[];
  /** What both copies had seen; told with the conflicts, and only where there are any. */
  readonly common: Pick<ConflictValue, 'common'>;
  /** A deletion must not win over a change its writer had not seen: `deleted: false` is to be written. */
  readonly undelete: boolean;
  /** A purge must not win over what its writer had not seen: these entries are to be taken back in, as they stand. */
  readonly rescued: ReadonlyMap<string, Entry>;
}

/**
 * Merges two copies of one item.
 *
 * Invariants (property-tested):
 * 1. On keys and versions it is commutative, associative and idempotent. Versions are pairwise maxima. Of two copies that
 *    were purged equally often, each key is the maximum of a total order (beats); else the keys are those of the copy that
 *    was purged more often, and no others. Unknown keys are keys like any other.
 * 2. It finds a conflict exactly when both copies hold different values for a key and the copy with the winning one has
 *    not seen the losing write, per the versions; the same conflicts whichever copy is called local.
 * 3. A deletion and a concurrent change of the same item do not end in a deleted item (undelete).
 * 4. Conflict entries are never in conflict themselves, and a settled one (null) beats an open one.
 * 5. A copy that has seen everything in the other, and more, is the result as it stands, even where a wrong clock made its stamps
 *    the lower ones (restamp).
 * 6. A purge and a concurrent change of the same item do not end in a purged item: the copy that holds what the purge had
 *    not seen lives on whole (rescued). What the purge had seen does not bring anything back.
 *
 * The result is what both copies say together; the merging replica then writes what settle() adds.
 * @param local our copy
 * @param incoming theirs, of the same id
 */
export function merge(local: ReplicatedItem, incoming: ReplicatedItem): Merged {
  if (local.id !== incoming.id) throw new Error(`cannot merge ${local.id} with ${incoming.id}`);
  const ahead = purgeCount(local) - purgeCount(incoming);
  const [upper, lower] = ahead < 0 ? [incoming, local] : [local, incoming];
  const whole = copyThatHasSeenAll(local, incoming);
  if (whole !== null) return { item: whole, conflicts: [], common: {}, undelete: false, rescued: NONE };
  const versions = mergeVersions(local.versions, incoming.versions);
  if (ahead !== 0 && !holdsUnseen(lower, upper.versions)) {
    return { item: { ...upper, versions }, conflicts: [], common: {}, undelete: false, rescued: NONE };
  }

  const keys = new Map(upper.keys);
  // What `lower` adds to `upper`: its later entries, and those that `upper` does not have.
  const added = new Map<string, Entry>();
  const conflicts: Conflict[] = [];
  for (const [key, below] of lower.keys) {
    if (key === PURGED && ahead !== 0) continue;
    const above = upper.keys.get(key);
    const wins = above === undefined || beats(key, below, above);
    if (wins) {
      keys.set(key, below);
      added.set(key, below);
    }
    // `deleted` has a rule of its own below: it may conflict with every other key.
    if (above === undefined || key === 'deleted' || isConflictKey(key)) continue;
    const [winning, losing, seen] = wins ? [below, above, lower] : [above, below, upper];
    if (isConflict(winning, losing, seen.versions)) conflicts.push({ key, losing, winning });
  }
  const deletion = losingDeletion(local, incoming);
  if (deletion !== null) conflicts.push({ key: 'deleted', losing: deletion, winning: undefined });
  conflicts.sort((a, b) => (a.key < b.key ? -1 : 1));
  const item: ReplicatedItem = { id: local.id, keys, versions };
  const undelete = deletion !== null && isDeleted(item);
  const common = conflicts.length === 0 ? {} : commonTo(local.versions, incoming.versions);
  if (ahead === 0) return { item, conflicts, common, undelete, rescued: NONE };
  if (isPurged(upper) && !isDeleted(item)) noteLostPurge(upper, added);
  return { item: { ...upper, versions }, conflicts, common, undelete, rescued: added };
}

/** The copy that has seen all of the other and more; null when there is none. After a purge versions do not say all: a rescue is no change. */
function copyThatHasSeenAll(a: ReplicatedItem, b: ReplicatedItem): ReplicatedItem | null {
  if (purgeCount(a) + purgeCount(b) > 0) return null;
  const causality = compareVersions(a.versions, b.versions);
  if (causality === 'after') return a;
  return causality === 'before' ? b : null;
}

const NONE: ReadonlyMap<string, Entry> = new Map();

/**
 * Whether entry `a` of a key beats entry `b`: a total order, so that a beats b exactly when b loses to a.
 * Settled conflict entries first, then the higher stamp; two writes under one stamp (a bug, or a forger) fall back on
 * the text of their values, so that even then every instance agrees.
 */
export function beats(key: string, a: Entry, b: Entry): boolean {
  if (isConflictKey(key) && (a.value === null) !== (b.value === null)) return a.value === null;
  if (a.stamp !== b.stamp) return a.stamp > b.stamp;
  return canonicalJson(a.value) > canonicalJson(b.value);
}

/**
 * What the merging replica writes after a merge: an entry `conflict:<key>:<losing stamp>` for each conflict whose entry is
 * not there yet (so that a settled one never reopens), and `deleted: false`, as one ordinary change. Rescued entries keep
 * their stamps and are no change: whoever rescues the same copy from the same purge ends with the same bytes.
 * @param merged result of merge()
 * @param stamp gives the stamp of the write; called only when there is something to write
 * @returns the item with these writes, or merged.item itself
 */
export function settle(merged: Merged, stamp: () => Stamp): ReplicatedItem {
  const { rescued } = merged;
  const item = rescued.size === 0 ? merged.item : withEntries(merged.item, rescued);
  const changes: Record<string, Json> = {};
  for (const { key, losing, winning } of merged.conflicts) {
    const entryKey = conflictKey(key, losing.stamp);
    if (item.keys.has(entryKey)) continue;
    const over = winning?.stamp ?? null;
    changes[entryKey] = { value: losing.value, over, ...merged.common } satisfies ConflictValue;
  }
  if (merged.undelete) changes.deleted = false;
  return Object.keys(changes).length === 0 ? item : changeItem(item, changes, stamp());
}

function withEntries(item: ReplicatedItem, entries: ReadonlyMap<string, Entry>): ReplicatedItem {
  const keys = new Map(item.keys);
  for (const [key, entry] of entries) keys.set(key, entry);
  return { ...item, keys };
}

/** @param seen versions of the copy that holds the winning entry */
function isConflict(winning: Entry, losing: Entry, seen: Versions): boolean {
  // That the losing copy has seen the winning write says nothing: it may have seen it under a purge.
  return (
    winning.stamp !== losing.stamp && !hasSeen(seen, losing.stamp) && !sameJson(winning.value, losing.value)
  );
}

/**
 * The deletion that one copy has and the other, undeleted, has not seen, while the other holds a change that the
 * deleting copy has not seen. Null when both are deleted, or none, or one simply is older.
 */
function losingDeletion(a: ReplicatedItem, b: ReplicatedItem): Entry | null {
  // Who purged it had deleted it.
  if (isPurged(a) || isPurged(b)) return null;
  const [deletedCopy, other] = isDeleted(a) ? [a, b] : [b, a];
  const deletion = deletedCopy.keys.get('deleted');
  if (deletion?.value !== true || isDeleted(other)) return null;
  const isRestored = (other.keys.get('deleted')?.stamp ?? '') > deletion.stamp;
  if (isRestored && hasSeen(other.versions, deletion.stamp)) return null;
  // Restored in the future, by a wrong clock, and deleted in the present by somebody who had seen that.
  if (isRestored) return deletion;
  return hasUnseenBy(other.versions, deletedCopy.versions) ? deletion : null;
}

/**
 * Whether a copy holds something that a purge had not seen. What a conflict entry keeps counts from when it was written,
 * not from when the conflict was found; else every replica that finds the conflict would bring the item back.
 * @param seen versions of the copy that was purged more often
 */
function holdsUnseen(item: ReplicatedItem, seen: Versions): boolean {
  for (const [key, { stamp }] of item.keys) {
    if (key === PURGED || hasSeen(seen, stamp)) continue;
    const lost = isConflictKey(key) ? parseConflictKey(key) : null;
    if (lost === null || (lost.key !== PURGED && !hasSeen(seen, lost.losingStamp))) return true;
  }
  return false;
}

/** Says in a rescued item that somebody purged it, under the stamp of the purge itself. */
function noteLostPurge(purged: ReplicatedItem, rescued: Map<string, Entry>): void {
  const stamp = purged.keys.get(PURGED)?.stamp;
  if (stamp === undefined) return;
  const key = conflictKey(PURGED, stamp);
  if (!rescued.has(key))
    rescued.set(key, { value: { value: true, over: null } satisfies ConflictValue, stamp });
}
