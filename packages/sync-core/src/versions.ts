import type { Clock } from './hlc.js';
import { clockOf, type ReplicaId, replicaOf, type Stamp } from './stamp.js';

/** What one replica did to an item: its highest clock, and how many changes it made. */
export interface Version {
  readonly clock: Clock;
  readonly count: number;
}

/**
 * What a copy of an item has seen, a version vector: Parker et al., "Detection of Mutual Inconsistency in Distributed
 * Systems" (1983), with clocks for counters. Versions say what was seen; stamps say who wins.
 */
export type Versions = ReadonlyMap<ReplicaId, Version>;

export type Causality = 'equal' | 'before' | 'after' | 'concurrent';

/** How `a` stands to `b`: `before` when b has seen all of a and more. */
export function compareVersions(a: Versions, b: Versions): Causality {
  const aKnowsMore = hasUnseenBy(a, b);
  const bKnowsMore = hasUnseenBy(b, a);
  if (aKnowsMore) return bKnowsMore ? 'concurrent' : 'after';
  return bKnowsMore ? 'before' : 'equal';
}

/** Whether `a` holds a change that `b` has not seen. */
export function hasUnseenBy(a: Versions, b: Versions): boolean {
  for (const [replica, version] of a) {
    const seen = b.get(replica);
    if (seen === undefined || seen.clock < version.clock) return true;
  }
  return false;
}

/** Whether a copy with these versions has seen the change that made `stamp`. */
export function hasSeen(versions: Versions, stamp: Stamp): boolean {
  const seen = versions.get(replicaOf(stamp));
  return seen !== undefined && seen.clock >= clockOf(stamp);
}

/** The union: what two copies have seen together. */
export function mergeVersions(a: Versions, b: Versions): Versions {
  const merged = new Map(a);
  for (const [replica, theirs] of b) {
    const ours = merged.get(replica);
    merged.set(replica, ours === undefined ? theirs : maxVersion(ours, theirs));
  }
  return merged;
}

function maxVersion(a: Version, b: Version): Version {
  const later = a.clock > b.clock ? a : b;
  return { clock: later.clock, count: Math.max(a.count, b.count) };
}

/** The versions after one more change by the stamp's replica. */
export function countChange(versions: Versions, stamp: Stamp): Versions {
  const replica = replicaOf(stamp);
  const next = new Map(versions);
  next.set(replica, { clock: clockOf(stamp), count: (versions.get(replica)?.count ?? 0) + 1 });
  return next;
}

/** Number of changes an item has had, the same on every instance that has seen them. */
export function changeCount(versions: Versions): number {
  let sum = 0;
  for (const version of versions.values()) sum += version.count;
  return sum;
}
