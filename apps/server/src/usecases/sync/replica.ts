import { LIMITS, type PeerScope } from '@brique/shared';
import {
  digestOf,
  encodeItem,
  type Hash,
  MAX_DRIFT_MS,
  outgrown,
  type ReplicatedItem,
  restamp,
} from '@brique/sync-core';
import type { WallClock } from '../clock.js';
import { type Events, emitItemsChanged } from '../events.js';
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
/** Later than every time that people's clocks show. */
const FAR_FUTURE = Date.UTC(9999, 0);

/**
 * Takes what was written while a clock was ahead back to the present (restamp). To be called when a peer's clock agrees with ours,
 * and only then: a computer whose own clock is behind, alone, would take everything recent for the future. Quick when there is nothing
 * to do.
 * @param peer whose clock agrees; a guest's does not count
 * @returns how many items were restamped
 */
export async function restampFutureWrites(
  replica: Replica,
  peer: { readonly scope?: PeerScope },
): Promise<number> {
  // What one guest's clock says is no reason to rewrite what the household holds.
  if (peer.scope === 'guest') return 0;
  const { store, clock, wall, hash } = replica;
  const limit = wall.now() + MAX_DRIFT_MS;
  if ((await store.latestChangeBefore(FAR_FUTURE)) <= limit) return 0;
  let restamped = 0;
  for (let after = ''; ; ) {
    const ids = await store.idsChangedAfter(limit, after, RESTAMP_BATCH);
    const last = ids.at(-1);
    if (last === undefined) return restamped;
    const mendedIds = await store.write(async (tx) => {
      const stored = [...(await tx.load(ids)).values()];
      // What we wrote to these items ourselves may lie in the future: that replica id must never write to them in the present.
      clock.reset();
      const writes = stored.flatMap(({ item, digest }) => {
        const mended = restamp(item, wall.now(), (kept) => clock.stamp(kept));
        if (mended === item) return [];
        const form = storedForm(mended, hash);
        // Refused until its time has come, rather than for ever.
        if (outgrown(item, form, LIMITS) !== null) return [];
        return [{ ...form, replaces: digest, receivedFrom: null }];
      });
      await tx.save(writes);
      return writes.map(({ item }) => item.id);
    });
    emitItemsChanged(replica.events, mendedIds);
    restamped += mendedIds.length;
    after = last;
  }
}
