import { makeStamp, purgeItem, WHOLE_RANGE } from '@brique/sync-core';
import { describe, expect, it } from 'vitest';
import { storedForm } from '../../src/usecases/sync/replica.js';
import type { ReplicaStore } from '../../src/usecases/sync/replica-store.js';
import { newSessionRecord } from '../../src/usecases/sync/session-record.js';
import { changed, itemId, START, sampleItem, sha256, writeOf } from './sample-items.js';
import { ANNA, BRUNO, type CurrentStore, save } from './store-under-test.js';

export function describeTransactions(current: CurrentStore): void {
  describe('transactions', () => {
    it('make items, cursor and session log durable together', async () => {
      const { store, logs, history } = current();
      const record = newRecord();
      const returned = await store.write(async (tx) => {
        await tx.save([writeOf(sampleItem(1), null, ANNA)]);
        await tx.holdCursor(ANNA, 'after-1');
        record.itemsReceived = 1;
        await tx.saveSession(record);
        return 'done';
      });
      expect(returned).toBe('done');
      expect(await store.heldCursor(ANNA)).toBe('after-1');
      expect((await store.fingerprint()).count).toBe(1);
      // A running session is not history yet.
      expect(await history()).toEqual([]);
      await logs.end(record, { durationMs: 5, error: null, proof: null });
      expect(await history()).toEqual([{ peerId: ANNA, itemsReceived: 1, error: null }]);
    });

    it('leave nothing when they fail: no item, no move, no fingerprint, no cursor, no log', async () => {
      const { store, logs, history } = current();
      const first = sampleItem(1);
      await save(store, [writeOf(first)]);
      await store.write((tx) => tx.holdCursor(ANNA, 'before'));
      const before = await stateOf(store);
      const record = newRecord();
      const failing = store.write(async (tx) => {
        await tx.save([writeOf(changed(first.item, { name: 'Lost' }, 9), first), writeOf(sampleItem(2))]);
        await tx.holdCursor(ANNA, 'after');
        await tx.saveSession(record);
        throw new Error('pulled the plug');
      });
      await expect(failing).rejects.toThrow('pulled the plug');
      expect(await stateOf(store)).toEqual(before);

      // The record had learned of a row that never was; its end is logged all the same, once.
      const error = { code: 'connection_lost', message: 'gone' } as const;
      await logs.end(record, { durationMs: 5, error, proof: null });
      expect(await history()).toEqual([{ peerId: ANNA, itemsReceived: 0, error: 'connection_lost: gone' }]);
      await save(store, [writeOf(sampleItem(2))]);
      expect((await store.fingerprint()).count).toBe(2);
    });

    it('see what they wrote themselves, and nobody else sees it before the commit', async () => {
      const { store } = current();
      await store.write(async (tx) => {
        const item = sampleItem(1);
        await tx.save([writeOf(item)]);
        expect((await tx.load([itemId(1), itemId(2)])).get(itemId(1))).toEqual(item);
        expect(await store.feedHead()).toBe(0);
        expect((await store.view.fingerprints([WHOLE_RANGE]))[0]?.count).toBe(0);
        expect(await store.heldCursor(ANNA)).toBeNull();
      });
      expect(await store.feedHead()).toBe(1);
    });

    it('run one after the other', async () => {
      const { store } = current();
      await save(store, [writeOf(sampleItem(1))]);
      const append = (letter: string) =>
        store.write(async (tx) => {
          const stored = (await tx.load([itemId(1)])).get(itemId(1));
          if (stored === undefined) throw new Error('the item is gone');
          const name = `${String(stored.item.keys.get('name')?.value)}${letter}`;
          await tx.save([writeOf(changed(stored.item, { name }, 10 + name.length), stored)]);
        });
      await Promise.all(['a', 'b', 'c', 'd'].map(append));
      const item = await store.write(async (tx) => (await tx.load([itemId(1)])).get(itemId(1)));
      expect(String(item?.item.keys.get('name')?.value)).toHaveLength('Thing 1abcd'.length);
      expect(await store.feedHead()).toBe(5);
    });

    it('bring items by id, with text and digest', async () => {
      const { store } = current();
      const items = [sampleItem(1, { notes: '\\ "x" 🛠️', 'x:colour': { b: [1, null], a: 2 } }), sampleItem(2)];
      await save(
        store,
        items.map((item) => writeOf(item)),
      );
      const loaded = await store.write((tx) => tx.load([itemId(2), itemId(7), itemId(1)]));
      expect(loaded.size).toBe(2);
      expect([loaded.get(itemId(1)), loaded.get(itemId(2))]).toEqual(items);
      expect((await store.write((tx) => tx.load([]))).size).toBe(0);
    });

    it('store a prepared item as the item itself', async () => {
      const { store } = current();
      const item = sampleItem(1, { notes: '\\ "x" 🛠️', serialNumber: 'S1', 'x:colour': ['red'] });
      const prepared = { ...store.prepare(item), replaces: null, receivedFrom: ANNA };
      await store.write((tx) => tx.save([prepared, writeOf(sampleItem(2))]));
      const loaded = await store.write((tx) => tx.load([itemId(1)]));
      expect(loaded.get(itemId(1))).toEqual(item);
      expect((await store.write((tx) => tx.loadBySerialNumber(['S1']))).size).toBe(1);
      const feed = (reader: string) => store.readFeed({ after: 0, limit: 9, maxBytes: 1_000_000, reader });
      expect((await feed('')).lines.split('\n')).toEqual([item.text, sampleItem(2).text]);
      expect((await feed(ANNA)).count).toBe(1);
    });

    it('keep of a purged item its tombstone, which travels, counts and is found like any other', async () => {
      const { store } = current();
      const binned = sampleItem(1, { serialNumber: 'S1', deleted: true });
      await save(store, [writeOf(binned), writeOf(sampleItem(2))]);
      const stamp = makeStamp({ millis: START + 50, counter: 0 }, 'aaaaaaaaacccc');
      const tombstone = storedForm(purgeItem(binned.item, stamp), sha256);
      await save(store, [writeOf(tombstone, binned)]);

      expect((await store.write((tx) => tx.load([itemId(1)]))).get(itemId(1))).toEqual(tombstone);
      const feed = await store.readFeed({ after: 2, limit: 10, maxBytes: 1_000_000, reader: BRUNO });
      expect(feed).toEqual({ count: 1, lines: tombstone.text, reached: 3 });
      const [whole] = await store.view.fingerprints([WHOLE_RANGE]);
      expect(whole).toEqual(await store.fingerprint());
      expect(whole?.count).toBe(2);
      expect(await store.idsChangedAfter(START + 49, '', 10)).toEqual([itemId(1)]);
      expect((await store.write((tx) => tx.loadBySerialNumber(['S1']))).size).toBe(0);
    });

    it('load items by serial number: the one made first, none of the trash, none without one', async () => {
      const { store } = current();
      const first = sampleItem(1, { serialNumber: 'S1' });
      await save(store, [
        writeOf(sampleItem(4, { serialNumber: 'S1' })),
        writeOf(first),
        writeOf(sampleItem(2, { serialNumber: 'S2', deleted: true })),
        writeOf(sampleItem(3)),
      ]);
      const found = await store.write((tx) => tx.loadBySerialNumber(['S1', 'S2', 'S3', '']));
      const { item, text, digest } = writeOf(first);
      expect(found).toEqual(new Map([['S1', { item, text, digest }]]));
    });
  });

  describe('session log', () => {
    it('closes lines that a killed process left open, saying so, and no others', async () => {
      const { store, logs, history } = current();
      const [done, killed] = [newRecord(), newRecord()];
      await logs.end(done, { durationMs: 1, error: null, proof: null });
      await store.write((tx) => tx.saveSession({ ...killed, itemsReceived: 3 }));
      await logs.closeInterrupted();
      const [last, first] = await history();
      expect(last).toMatchObject({ itemsReceived: 3, error: expect.stringMatching(/^connection_lost: /) });
      expect(first).toMatchObject({ itemsReceived: 0, error: null });
    });
  });
}

function newRecord() {
  return newSessionRecord({
    peerId: ANNA,
    peerName: 'Anna',
    startedAt: START,
    trigger: 'manual',
    initiatedBy: 'us',
  });
}

async function stateOf(store: ReplicaStore) {
  return {
    head: await store.feedHead(),
    fingerprint: await store.fingerprint(),
    held: await store.heldCursor(ANNA),
    feed: await store.readFeed({ after: 0, limit: 100, maxBytes: 1_000_000, reader: '' }),
    ranges: await store.view.fingerprints([WHOLE_RANGE]),
  };
}
