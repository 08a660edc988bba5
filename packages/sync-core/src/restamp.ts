import type { Json } from './canonical.js';
import { changeItem } from './change.js';
import { latestAccepted } from './hlc.js';
import type { Entry, ReplicatedItem } from './item.js';
import { clockOf, type Stamp } from './stamp.js';

/**
 * Takes what was written while a clock was ahead back to the present, once two clocks agree that it lies in the future: its
 * entries are written again, by an ordinary change. Whoever still holds them under their future stamps refuses nothing by that, and
 * loses nothing: the versions go on saying that they have been seen (docs/decisions, "writes from the future").
 *
 * Invariants:
 * 1. No stamp more than MAX_DRIFT_MS ahead is left, whoever made it.
 * 2. The new stamp is later than everything the item holds or has seen that does not lie in the future.
 * 3. Versions only grow.
 * @param now wall clock, ms since 1970
 * @param stampFor gives the stamp of the rewrite, later than the item it is given (timeToFollow), by a replica id that no copy knows
 * @returns the restamped item, or the same object when it holds no future stamp
 */
export function restamp(
  item: ReplicatedItem,
  now: number,
  stampFor: (kept: ReplicatedItem) => Stamp,
): ReplicatedItem {
  const limit = latestAccepted(now);
  const rewritten: Record<string, Json> = {};
  const keys = new Map<string, Entry>();
  for (const [key, entry] of item.keys) {
    if (clockOf(entry.stamp) > limit) rewritten[key] = entry.value;
    else keys.set(key, entry);
  }
  if (keys.size === item.keys.size) return item;
  const kept: ReplicatedItem = { ...item, keys };
  return changeItem(kept, rewritten, stampFor(kept));
}
