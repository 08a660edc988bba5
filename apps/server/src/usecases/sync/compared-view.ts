import { compareVersions, decodeItem, type IdDigest, type RangeView } from '@brique/sync-core';
import type { ReplicaStore } from './replica-store.js';

/**
 * Our items as a comparison with a peer sees them: one of which a later copy from that peer lies here undecided counts as that copy, for
 * it need not come again. Otherwise a comparison that is cut again and again would fetch the same copies each time, since nothing is
 * decided about them before a session ends, and never come to what lies behind them.
 *
 * A copy that has not seen all of ours leaves ours as it is: the peer lacks it.
 * @param peerId whom we compare with
 */
export async function comparedView(store: ReplicaStore, peerId: string): Promise<RangeView> {
  if ((await store.heldState()).count === 0) return store.view;
  const copiesOf = async (ids: readonly string[]): Promise<Map<string, IdDigest>> =>
    store.write(async (tx) => {
      const copies = await tx.held.load({ from: peerId, ids });
      const ours = await tx.load(copies.map(({ id }) => id));
      const later = copies.filter(({ id, text }) => {
        const here = ours.get(id);
        return here && compareVersions(decodeItem(text).versions, here.item.versions) === 'after';
      });
      return new Map(later.map(({ id, digest }) => [id, { id, digest }]));
    });
  return {
    fingerprints: (ranges) => store.view.fingerprints(ranges),
    split: (range, ways) => store.view.split(range, ways),
    async lists(ranges) {
      const lists = await store.view.lists(ranges);
      const copies = await copiesOf(lists.flat().map(({ id }) => id));
      return lists.map((list) => list.map((each) => copies.get(each.id) ?? each));
    },
  };
}
