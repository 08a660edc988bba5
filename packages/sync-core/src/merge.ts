import { canonicalJson, type Json, sameJson } from './canonical.js';
import { changeItem } from './change.js';
import { CONFLICT_PREFIX, type Entry, isConflictKey, isDeleted, type ReplicatedItem } from './item.js';
import type { Stamp } from './stamp.js';
import { hasSeen, hasUnseenBy, mergeVersions, type Versions } from './versions.js';

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
  /** A deletion must not win over a change its writer had not seen: `deleted: false` is to be written. */
  readonly undelete: boolean;
}

/** What a conflict entry holds; `over` is the stamp that won, null when a deletion lost against other keys. */
export type ConflictValue = { readonly value: Json; readonly over: Stamp | null };

/**
 * Merges two copies of one item.
 *
 * Invariants (property-tested):
 * 1. On keys and versions it is commutative, associative and idempotent: each key is the maximum of a total order
 *    (beats), versions are pairwise maxima. Unknown keys are keys like any other.
 * 2. It finds a conflict exactly when both copies hold different values for a key and neither has seen the other's
 *    write, per the versions; the same conflicts whichever copy is called local.
 * 3. A deletion and a concurrent change of the same item do not end in a deleted item (undelete).
 * 4. Conflict entries are never in conflict themselves, and a settled one (null) beats an open one.
 *
 * The result is what both copies say together; the merging replica then writes what settle() adds.
 * @param local our copy
 * @param incoming theirs, of the same id
 */
export function merge(local: ReplicatedItem, incoming: ReplicatedItem): Merged {
  if (local.id !== incoming.id) throw new Error(`cannot merge ${local.id} with ${incoming.id}`);
  const keys = new Map(local.keys);
  const conflicts: Conflict[] = [];
  for (const [key, theirs] of incoming.keys) {
    const ours = keys.get(key);
    if (ours === undefined) {
      keys.set(key, theirs);
      continue;
    }
    const [winning, losing] = beats(key, theirs, ours) ? [theirs, ours] : [ours, theirs];
    keys.set(key, winning);
    // `deleted` has a rule of its own below: it may conflict with every other key.
    if (key !== 'deleted' && isConflict(key, ours, local.versions, theirs, incoming.versions)) {
      conflicts.push({ key, losing, winning });
    }
  }
  const deletion = losingDeletion(local, incoming);
  if (deletion !== null) conflicts.push({ key: 'deleted', losing: deletion, winning: undefined });
  conflicts.sort((a, b) => (a.key < b.key ? -1 : 1));
  const item: ReplicatedItem = {
    id: local.id,
    keys,
    versions: mergeVersions(local.versions, incoming.versions),
  };
  return { item, conflicts, undelete: deletion !== null && isDeleted(item) };
}

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
 * What the merging replica writes after a merge, as one ordinary change: an entry `conflict:<key>:<losing stamp>` for
 * each conflict whose entry is not there yet (so that a settled one never reopens), and `deleted: false`.
 * @param merged result of merge()
 * @param stamp gives the stamp of the write; called only when there is something to write
 * @returns the item with these writes, or merged.item itself
 */
export function settle(merged: Merged, stamp: () => Stamp): ReplicatedItem {
  const changes: Record<string, Json> = {};
  for (const { key, losing, winning } of merged.conflicts) {
    const entryKey = conflictKey(key, losing.stamp);
    if (merged.item.keys.has(entryKey)) continue;
    changes[entryKey] = { value: losing.value, over: winning?.stamp ?? null } satisfies ConflictValue;
  }
  if (merged.undelete) changes.deleted = false;
  return Object.keys(changes).length === 0 ? merged.item : changeItem(merged.item, changes, stamp());
}

export function conflictKey(key: string, losingStamp: Stamp): string {
  return `${CONFLICT_PREFIX}${key}:${losingStamp}`;
}

/** @returns the key and losing stamp that a conflict key names, or null when it is none */
export function parseConflictKey(conflict: string): { key: string; losingStamp: Stamp } | null {
  const match = /^conflict:(.+):([0-9a-f]{16}-[a-z2-7]{13})$/s.exec(conflict);
  return match?.[1] === undefined || match[2] === undefined ? null : { key: match[1], losingStamp: match[2] };
}

function isConflict(
  key: string,
  ours: Entry,
  ourSeen: Versions,
  theirs: Entry,
  theirSeen: Versions,
): boolean {
  if (ours.stamp === theirs.stamp || isConflictKey(key)) return false;
  if (hasSeen(theirSeen, ours.stamp) || hasSeen(ourSeen, theirs.stamp)) return false;
  return !sameJson(ours.value, theirs.value);
}

/**
 * The deletion that one copy has and the other, undeleted, has not seen, while the other holds a change that the
 * deleting copy has not seen. Null when both are deleted, or none, or one simply is older.
 */
function losingDeletion(a: ReplicatedItem, b: ReplicatedItem): Entry | null {
  const [deletedCopy, other] = isDeleted(a) ? [a, b] : [b, a];
  const deletion = deletedCopy.keys.get('deleted');
  if (deletion?.value !== true || isDeleted(other)) return null;
  if (hasSeen(other.versions, deletion.stamp)) return null;
  return hasUnseenBy(other.versions, deletedCopy.versions) ? deletion : null;
}
