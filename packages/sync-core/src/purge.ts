import type { Json } from './canonical.js';
import type { ReplicatedItem } from './item.js';
import type { Stamp } from './stamp.js';
import { countChange } from './versions.js';

/** Holds how many times the item was purged, stamped by the last purge. Absent when never. */
export const PURGED = 'purged';

/** How often an item can be purged; far above what people do, and what a peer may claim. */
const MAX_PURGES = 0xffff_ffff;

/** How many purges an item has behind it: of two copies, what is kept in the one with fewer is gone for the other. */
export function purgeCount(item: ReplicatedItem): number {
  const value = item.keys.get(PURGED)?.value;
  return typeof value === 'number' ? value : 0;
}

/** Whether an item is a tombstone: nothing of it is left but that it was purged. */
export function isPurged(item: ReplicatedItem): boolean {
  return item.keys.size === 1 && item.keys.has(PURGED);
}

/** Whether a value may stand under `purged`. */
export function isPurgeCount(value: Json): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_PURGES;
}

/**
 * Drops everything of an item for good but its id, the purge, and the versions: whoever compares a copy with it must know
 * what the purge had seen, or the item would come back from each old backup.
 * @param item the copy the purger saw
 * @param stamp later than every stamp in the item
 * @returns a tombstone
 */
export function purgeItem(item: ReplicatedItem, stamp: Stamp): ReplicatedItem {
  const value = Math.min(purgeCount(item) + 1, MAX_PURGES);
  return {
    id: item.id,
    keys: new Map([[PURGED, { value, stamp }]]),
    versions: countChange(item.versions, stamp),
  };
}
