import { decodeItem } from '@brique/sync-core';
import { describe, expect, it } from 'vitest';
import type { Documents } from '../../src/usecases/sync/replica-store.js';
import { changed, itemId, START, sampleItem, writeOf } from './sample-items.js';
import { ANNA, BRUNO, type CurrentStore, save } from './store-under-test.js';

const ALL = { after: 0, limit: 1000, maxBytes: 1_000_000, reader: ANNA };

export function describeFeed(current: CurrentStore): void {
  describe('feed', () => {
    it('is empty at first', async () => {
      const { store } = current();
      expect(await store.feedHead()).toBe(0);
      expect(await store.readFeed(ALL)).toEqual({ count: 0, lines: '', reached: 0 });
      expect(await store.countFeed(0, ANNA)).toBe(0);
      expect(await store.latestChangeBefore(START)).toBe(0);
    });

    it('gives items in the order in which they were written, whatever their ids', async () => {
      const { store } = current();
      await save(
        store,
        [3, 1, 2].map((n) => writeOf(sampleItem(n))),
      );
      await save(store, [writeOf(sampleItem(0))]);
      expect(await store.feedHead()).toBe(4);
      expect(idsOf(await store.readFeed(ALL))).toEqual([3, 1, 2, 0].map(itemId));
      expect(await store.readFeed({ ...ALL, after: 2 })).toMatchObject({ count: 2, reached: 4 });
    });

    it('gives each text byte for byte, on a line of its own', async () => {
      const { store } = current();
      const items = [sampleItem(1, { notes: 'line\nbreak \u2028 "quote" Ωμέγα 🛠️' }), sampleItem(2)];
      await save(
        store,
        items.map((item) => writeOf(item)),
      );
      const { lines } = await store.readFeed(ALL);
      expect(lines).toBe(items.map(({ text }) => text).join('\n'));
    });

    it('moves a changed item to the end, where it is found once', async () => {
      const { store } = current();
      const first = sampleItem(1);
      await save(store, [writeOf(first), writeOf(sampleItem(2))]);
      const next = changed(first.item, { name: 'Renamed' }, 10);
      await save(store, [writeOf(next, first)]);
      expect(await store.feedHead()).toBe(3);
      expect(idsOf(await store.readFeed(ALL))).toEqual([2, 1].map(itemId));
      expect((await store.readFeed({ ...ALL, after: 2 })).lines).toBe(next.text);
    });

    it('stops at a number of items and goes on from there', async () => {
      const { store } = current();
      await save(
        store,
        Array.from({ length: 7 }, (_, n) => writeOf(sampleItem(n))),
      );
      const seen: string[] = [];
      for (let after = 0, count = -1; count !== 0; ) {
        const page = await store.readFeed({ ...ALL, after, limit: 3 });
        ({ count, reached: after } = page);
        expect(count).toBeLessThanOrEqual(3);
        seen.push(...idsOf(page));
      }
      expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6].map(itemId));
    });

    it('stops at a number of UTF-8 bytes, but never before the first item', async () => {
      const { store } = current();
      const items = Array.from({ length: 4 }, (_, n) => sampleItem(n, { notes: '仓'.repeat(1000) }));
      await save(
        store,
        items.map((item) => writeOf(item)),
      );
      const size = Buffer.byteLength(items[0]?.text ?? '');
      const countAt = async (maxBytes: number) => (await store.readFeed({ ...ALL, maxBytes })).count;
      expect(await countAt(1)).toBe(1);
      expect(await countAt(size)).toBe(1);
      expect(await countAt(size + 1)).toBe(2);
      expect(await countAt(3 * size + 1)).toBe(4);
    });

    it('passes over what came from the reader, until it is changed here', async () => {
      const { store } = current();
      const [hers, his, ours] = [sampleItem(1), sampleItem(2), sampleItem(3)];
      await save(store, [writeOf(hers, null, ANNA), writeOf(his, null, BRUNO), writeOf(ours)]);
      expect(idsOf(await store.readFeed(ALL))).toEqual([2, 3].map(itemId));
      expect(idsOf(await store.readFeed({ ...ALL, reader: BRUNO }))).toEqual([1, 3].map(itemId));
      expect(await store.countFeed(0, ANNA)).toBe(2);
      await save(store, [writeOf(changed(hers.item, { name: 'Mine now' }, 10), hers)]);
      expect(idsOf(await store.readFeed(ALL))).toEqual([2, 3, 1].map(itemId));
      expect(await store.countFeed(3, ANNA)).toBe(1);
    });

    it('goes on past items of the reader even when they fill more than a page', async () => {
      const { store } = current();
      const hers = Array.from({ length: 5 }, (_, n) => writeOf(sampleItem(n), null, ANNA));
      await save(store, [...hers, writeOf(sampleItem(9))]);
      const page = await store.readFeed({ ...ALL, limit: 2 });
      expect(idsOf(page)).toEqual([itemId(9)]);
      expect(page.reached).toBe(6);
    });

    it('finds the place of a wall-clock time', async () => {
      const { store, setTime } = current();
      for (const n of [1, 2, 3]) {
        setTime(START + n * 1000);
        await save(store, [writeOf(sampleItem(n))]);
      }
      expect(await store.feedPlaceAt(START)).toBe(0);
      expect(await store.feedPlaceAt(START + 2000)).toBe(1);
      expect(await store.feedPlaceAt(START + 2001)).toBe(2);
      expect(await store.feedPlaceAt(START + 9000)).toBe(3);
    });
  });

  describe('documents', () => {
    const byId = (numbers: readonly number[], maxBytes = 1_000_000) => ({
      ids: numbers.map(itemId),
      maxBytes,
    });

    it('gives items by id, each once, in id order, and passes over those it does not have', async () => {
      const { store } = current();
      await save(
        store,
        [1, 2, 3].map((n) => writeOf(sampleItem(n))),
      );
      const found = await store.documents(byId([3, 1, 1, 8]));
      expect(idsOf(found)).toEqual([1, 3].map(itemId));
      expect(found.count).toBe(2);
      expect(await store.documents(byId([]))).toEqual({ count: 0, lines: '', next: null });
      expect(await store.documents(byId([8]))).toEqual({ count: 0, lines: '', next: null });
    });

    it('stops at a number of bytes, and says where to go on', async () => {
      const { store } = current();
      await save(
        store,
        [3, 2, 1].map((n) => writeOf(sampleItem(n))),
      );
      const size = Buffer.byteLength(sampleItem(1).text);
      const first = await store.documents(byId([3, 2, 1], size + 1));
      expect(idsOf(first)).toEqual([1, 2].map(itemId));
      expect([2, 3].map((n) => itemId(n) >= (first.next ?? ''))).toEqual([false, true]);
      expect((await store.documents(byId([2, 3], 1))).count).toBe(1);
    });

    it('gives also what came from a peer: who asks by name has lost it', async () => {
      const { store } = current();
      await save(store, [writeOf(sampleItem(1), null, ANNA), writeOf(sampleItem(2))]);
      expect(idsOf(await store.documents(byId([1, 2])))).toEqual([1, 2].map(itemId));
    });

    it('gives a range page by page: each item once, in id order', async () => {
      const { store } = current();
      await save(
        store,
        [5, 4, 3, 2, 1, 0].map((n) => writeOf(sampleItem(n), null, n === 3 ? ANNA : null)),
      );
      const size = Buffer.byteLength(sampleItem(1).text);
      for (const { limit, maxBytes } of [
        { limit: 2, maxBytes: 1_000_000 },
        { limit: 100, maxBytes: size + 1 },
        { limit: 100, maxBytes: 1 },
      ]) {
        const seen: string[] = [];
        for (let from: string | null = itemId(1); from !== null; ) {
          const range = { from, to: itemId(5) };
          const page = await store.documentsInRange({ range, limit, maxBytes });
          seen.push(...idsOf(page));
          from = page.next;
        }
        expect(seen).toEqual([1, 2, 3, 4].map(itemId));
      }
    });
  });

  describe('times', () => {
    it('finds the latest change that is not after a limit, and the ids of those that are', async () => {
      const { store } = current();
      await save(store, [
        writeOf(sampleItem(1)),
        writeOf(sampleItem(2, {}, 500)),
        writeOf(sampleItem(3, {}, 900)),
      ]);
      expect(await store.latestChangeBefore(START + 500)).toBe(START + 500);
      expect(await store.latestChangeBefore(START + 899)).toBe(START + 500);
      expect(await store.idsChangedAfter(START + 500, '', 10)).toEqual([itemId(3)]);
      expect(await store.idsChangedAfter(START - 1, '', 2)).toEqual([1, 2].map(itemId));
      expect(await store.idsChangedAfter(START - 1, itemId(2), 2)).toEqual([itemId(3)]);
      expect(await store.idsChangedAfter(START + 900, '', 10)).toEqual([]);
    });
  });
}

function idsOf({ lines }: Pick<Documents, 'lines'>): string[] {
  return lines === '' ? [] : lines.split('\n').map((line) => decodeItem(line).id);
}
