import { EMPTY_FINGERPRINT, type Range, WHOLE_RANGE } from '@brique/sync-core';
import { describe, expect, it } from 'vitest';
import type { ReplicaStore, StoredItem } from '../../src/usecases/sync/replica-store.js';
import { naiveSum } from './memory-reader.js';
import { changed, itemId, sampleItem, writeOf } from './sample-items.js';
import { type CurrentStore, save } from './store-under-test.js';

export function describeReconcile(current: CurrentStore): void {
  describe('fingerprint', () => {
    it('is the naive sum of all digests, whatever was written, changed or left as it was', async () => {
      const { store } = current();
      expect(await store.fingerprint()).toEqual(EMPTY_FINGERPRINT);
      const items = await fill(store, 40);
      expect(await store.fingerprint()).toEqual(naiveSum(items));

      const changes = items
        .slice(0, 10)
        .map((item, n) => changed(item.item, { notes: `changed ${n}` }, 100 + n));
      await save(
        store,
        changes.map((item, n) => writeOf(item, items[n] ?? null)),
      );
      await save(store, []);
      const now = [...changes, ...items.slice(10)];
      expect(await store.fingerprint()).toEqual(naiveSum(now));
      expect(await store.view.fingerprints([WHOLE_RANGE])).toEqual([naiveSum(now)]);
    });
  });

  describe('ranges', () => {
    const between = (from: number, to: number): Range => ({ from: itemId(from), to: itemId(to) });

    it('have the fingerprints of what lies in them, in the order asked, empty and overlapping ones too', async () => {
      const { store } = current();
      const items = await fill(store, 30);
      const ranges = [
        between(20, 30),
        between(5, 5),
        between(0, 7),
        WHOLE_RANGE,
        between(100, 200),
        between(3, 9),
      ];
      expect(await store.view.fingerprints(ranges)).toEqual(
        ranges.map((range) => naiveSum(inRange(items, range))),
      );
      expect(await store.view.fingerprints([])).toEqual([]);
    });

    it('are listed with id and digest, ids ascending, in the order asked', async () => {
      const { store } = current();
      const items = await fill(store, 30);
      const ranges = [between(20, 25), between(100, 200), between(0, 3), between(2, 4)];
      const lists = ranges.map((range) =>
        inRange(items, range).map(({ item, digest }) => ({ id: item.id, digest })),
      );
      expect(await store.view.lists(ranges)).toEqual(lists);
      expect(await store.view.lists([])).toEqual([]);
    });

    it.each([0, 1, 5, 16, 17, 100])('split into neighbours that cover them: %i items', async (count) => {
      const { store } = current();
      const items = await fill(store, count);
      const whole = between(0, 1000);
      const parts = await store.view.split(whole, 16);
      expect(parts.length > 0).toBe(count > 0);
      expect(parts.length).toBeLessThanOrEqual(16);
      for (const [i, { range, print }] of parts.entries()) {
        expect(range.from).toBe(i === 0 ? whole.from : parts[i - 1]?.range.to);
        expect(print).toEqual(naiveSum(inRange(items, range)));
        expect(print.count).toBeGreaterThan(0);
        expect(print.count).toBeLessThanOrEqual(Math.ceil(count / 16));
      }
      if (parts.length > 0) expect(parts.at(-1)?.range.to).toBe(whole.to);
    });
  });
}

/** Stores items with even and uneven numbers in two orders. @returns them by id */
async function fill(store: ReplicaStore, count: number): Promise<StoredItem[]> {
  const items = Array.from({ length: count }, (_, n) => sampleItem(n));
  await save(
    store,
    items
      .filter((_, n) => n % 2 === 1)
      .reverse()
      .map((item) => writeOf(item)),
  );
  await save(
    store,
    items.filter((_, n) => n % 2 === 0).map((item) => writeOf(item)),
  );
  return items;
}

function inRange(items: readonly StoredItem[], { from, to }: Range): StoredItem[] {
  return items.filter(({ item }) => item.id >= from && item.id < to);
}
