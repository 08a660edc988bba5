import { makeStamp, purgeItem } from '@brique/sync-core';
import { describe, expect, it } from 'vitest';
import { storedForm } from '../../src/usecases/sync/replica.js';
import { newSessionRecord } from '../../src/usecases/sync/session-record.js';
import { changed, itemId, START, sampleItem, sha256, writeOf } from './sample-items.js';
import { ANNA, BRUNO, type CurrentStore, save } from './store-under-test.js';

export function describeHistory(current: CurrentStore): void {
  describe('the history of an item', () => {
    it('tells each write, newest first, with what the item was before and after', async () => {
      const { store, itemHistory, setTime } = current();
      const first = sampleItem(1);
      const second = changed(first.item, { name: 'Saw' }, 9);
      const third = changed(second.item, { notes: 'sharp' }, 10);
      await save(store, [writeOf(first), writeOf(sampleItem(2))]);
      setTime(START + 100);
      await save(store, [writeOf(second, first)]);
      setTime(START + 200);
      await save(store, [writeOf(third, second), writeOf(sampleItem(3))]);

      const here = { itemId: itemId(1), logId: null, fromPeer: null };
      const all = [
        { ...here, seq: 4, before: second.text, after: third.text, at: START + 200 },
        { ...here, seq: 3, before: first.text, after: second.text, at: START + 100 },
        { ...here, seq: 1, before: null, after: first.text, at: START },
      ];
      expect(await itemHistory.ofItem(itemId(1), { limit: 9 })).toEqual(all);
      expect(await itemHistory.ofItem(itemId(1), { limit: 2 })).toEqual(all.slice(0, 2));
      expect(await itemHistory.ofItem(itemId(1), { limit: 9, before: 3 })).toEqual(all.slice(2));
      expect(await itemHistory.ofItem(itemId(9), { limit: 9 })).toEqual([]);
    });

    it('names the session that brought a write, or who sent it outside of any', async () => {
      const { store, logs, itemHistory } = current();
      const session = newSessionRecord({
        ...{ peerId: ANNA, peerName: 'Anna', startedAt: START },
        ...{ trigger: 'manual', initiatedBy: 'us' },
      });
      const first = sampleItem(1);
      const second = changed(first.item, { name: 'Saw' }, 9);
      const prepared = { ...store.prepare(first), replaces: null, receivedFrom: ANNA };
      await store.write((tx) => tx.save([prepared], { from: ANNA, session }));
      await store.write((tx) => tx.save([writeOf(second, first, BRUNO)], { from: BRUNO, session: null }));
      await logs.end(session, { durationMs: 1, error: null, proof: null });
      const entries = await itemHistory.ofItem(itemId(1), { limit: 9 });
      expect(entries.map(({ logId, fromPeer }) => [logId, fromPeer])).toEqual([
        [null, BRUNO],
        [session.logId, ANNA],
      ]);
      expect(session.logId).not.toBeNull();
    });

    it('is not written by a transaction that fails, nor is its session’s number kept', async () => {
      const { store, itemHistory } = current();
      const session = newSessionRecord({
        ...{ peerId: ANNA, peerName: 'Anna', startedAt: START },
        ...{ trigger: 'manual', initiatedBy: 'us' },
      });
      const failing = store.write(async (tx) => {
        await tx.save([writeOf(sampleItem(1))], { from: ANNA, session });
        throw new Error('pulled the plug');
      });
      await expect(failing).rejects.toThrow('pulled the plug');
      expect(await itemHistory.ofItem(itemId(1), { limit: 9 })).toEqual([]);
      expect(session.logId).toBeNull();
    });

    it('ends when an item is deleted for good, and leaves that of others alone', async () => {
      const { store, itemHistory } = current();
      const stamp = makeStamp({ millis: START + 50, counter: 0 }, 'aaaaaaaaacccc');
      const items = [1, 2, 3].map((n) => sampleItem(n, { deleted: true }));
      await save(
        store,
        items.map((item) => writeOf(item)),
      );
      const [first, second] = items.map(({ item }) => storedForm(purgeItem(item, stamp), sha256));
      if (first === undefined || second === undefined) throw new Error('no items');
      const prepared = {
        ...store.prepare(second),
        replaces: items[1]?.digest ?? null,
        receivedFrom: ANNA,
      };
      await store.write((tx) => tx.save([writeOf(first, items[0]), prepared]));
      expect(await itemHistory.ofItem(itemId(1), { limit: 9 })).toEqual([]);
      expect(await itemHistory.ofItem(itemId(2), { limit: 9 })).toEqual([]);
      expect(await itemHistory.ofItem(itemId(3), { limit: 9 })).toHaveLength(1);
    });
  });
}
