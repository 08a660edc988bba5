import {
  digestOf,
  encodeItem,
  type Hash,
  MAX_DRIFT_MS,
  REPLICA_PREFIX_LENGTH,
  type ReplicatedItem,
  restamp,
} from '@brique/sync-core';
import type { WallClock } from '../clock.js';
import type { Events } from '../events.js';
import type { ReplicaClock } from './replica-clock.js';
import type { ReplicaStore, StoredItem } from './replica-store.js';

/** This instance's replicated state with all that is needed to write to it. */
export interface Replica {
  readonly instanceId: string;
  readonly store: ReplicaStore;
  readonly clock: ReplicaClock;
  readonly wall: WallClock;
  readonly hash: Hash;
  readonly events: Events;
}

/** An item with the text and digest it is stored under. */
export function storedForm(item: ReplicatedItem, hash: Hash): StoredItem {
  const text = encodeItem(item);
  return { item, text, digest: digestOf(text, hash) };
}

/** Items restamped in one transaction. */
const RESTAMP_BATCH = 500;

/**
 * Takes our own writes from a time when this computer's clock was ahead back to the present. Harmless and quick when
 * there are none. Run at start; mendClock() runs it later.
 * @returns how many items were restamped
 */
export async function restampFutureWrites(replica: Replica): Promise<number> {
  const { store, clock, wall, hash } = replica;
  const own = replica.instanceId.slice(0, REPLICA_PREFIX_LENGTH);
  if (clock.isAhead()) clock.reset();
  let restamped = 0;
  for (let after = ''; ; ) {
    const ids = await store.idsChangedAfter(wall.now() + MAX_DRIFT_MS, after, RESTAMP_BATCH);
    const last = ids.at(-1);
    if (last === undefined) return restamped;
    restamped += await store.write(async (tx) => {
      const stored = [...(await tx.load(ids)).values()];
      // What others stamped is theirs to mend.
      const writes = stored.flatMap(({ item, digest }) => {
        const mended = restamp(item, own, wall.now(), clock.stamp());
        return mended === item ? [] : [{ ...storedForm(mended, hash), replaces: digest, receivedFrom: null }];
      });
      await tx.save(writes);
      return writes.length;
    });
    after = last;
  }
}

/**
 * Before a write or a session: after this computer's clock came back from the future, nothing may follow it there. Costs
 * nothing otherwise. (What an earlier run wrote there is mended at start.)
 */
export async function mendClock(replica: Replica): Promise<void> {
  if (replica.clock.isAhead()) await restampFutureWrites(replica);
}
