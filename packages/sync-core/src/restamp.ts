import type { Json } from './canonical.js';
import { changeItem } from './change.js';
import { type Clock, encodeClock, MAX_DRIFT_MS } from './hlc.js';
import type { Entry, ReplicatedItem } from './item.js';
import { clockOf, type ReplicaId, replicaOf, type Stamp } from './stamp.js';
import type { Version } from './versions.js';

/**
 * Takes an instance's own future writes back to the present, once its clock is right again. Written while its clock was
 * ahead, they are refused everywhere, so no other instance has them under their future stamps.
 *
 * The future entries of the instance's own replicas get `stamp`, and those replicas' clocks come down to the present (or to
 * the latest entry kept): they never write again, so "seen everything up to now" stays true of them.
 * @param item a copy that holds stamps more than MAX_DRIFT_MS ahead
 * @param own first 8 characters of the instance id
 * @param now wall clock, ms since 1970
 * @param stamp of the rewrite, by a replica id that the item does not know
 * @returns the restamped item, or the same object when no future write in it is our own
 */
export function restamp(item: ReplicatedItem, own: string, now: number, stamp: Stamp): ReplicatedItem {
  const limit: Clock = encodeClock({ millis: now + MAX_DRIFT_MS, counter: 0xffff });
  const isOwnFuture = (replica: ReplicaId, clock: Clock) => replica.startsWith(own) && clock > limit;

  const rewritten: Record<string, Json> = {};
  const kept = new Map<string, Entry>();
  const latestKept = new Map<ReplicaId, Clock>();
  for (const [key, entry] of item.keys) {
    const [replica, clock] = [replicaOf(entry.stamp), clockOf(entry.stamp)];
    if (isOwnFuture(replica, clock)) {
      rewritten[key] = entry.value;
    } else {
      kept.set(key, entry);
      if (clock > (latestKept.get(replica) ?? '')) latestKept.set(replica, clock);
    }
  }
  const versions = new Map<ReplicaId, Version>();
  let lowered = false;
  for (const [replica, version] of item.versions) {
    const future = isOwnFuture(replica, version.clock);
    lowered ||= future;
    const present = [clockOf(stamp), latestKept.get(replica) ?? ''].sort()[1] ?? clockOf(stamp);
    versions.set(replica, future ? { clock: present, count: version.count } : version);
  }
  if (!lowered) return item;
  return changeItem({ id: item.id, keys: kept, versions }, rewritten, stamp);
}
