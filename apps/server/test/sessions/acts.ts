import type { Json, Stamp, Versions } from '@brique/sync-core';

/** Something that was done to an item at one instance, by one change. */
export interface Act {
  readonly stamp: Stamp;
  /** What it wrote, by key. */
  readonly values: ReadonlyMap<string, Json>;
  /** What the item there said it had seen, afterwards. */
  readonly seen: Versions;
  /** Nobody did it: two copies were merged, and what was found is noted. */
  readonly isNote: boolean;
  /** It was lost with the disk that held it, before anybody else had it. */
  lostWithDisk: boolean;
}

export function clockOf(stamp: Stamp): string {
  return stamp.slice(0, 16);
}

export function replicaOf(stamp: Stamp): string {
  return stamp.slice(17);
}

/** Whether an item with these versions has seen an act. */
export function isSeen({ stamp }: Act, seen: Versions): boolean {
  const version = seen.get(replicaOf(stamp));
  return version !== undefined && version.clock >= clockOf(stamp);
}

/** Whether somebody had seen an act when he did the later one. */
export function isAfter(later: Act, act: Act): boolean {
  if (later === act) return false;
  if (replicaOf(later.stamp) === replicaOf(act.stamp)) return clockOf(later.stamp) > clockOf(act.stamp);
  return isSeen(act, later.seen);
}

/** Whether neither act had seen the other. */
export function areApart(a: Act, b: Act): boolean {
  return a !== b && !isAfter(a, b) && !isAfter(b, a);
}
