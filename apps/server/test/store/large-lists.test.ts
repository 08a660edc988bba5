import type { Item, ItemFilter, ItemSort } from '@brique/shared';
import { expect, test } from 'vitest';
import { createItemReader } from '../../src/adapters/store/item-reader.js';
import { foreignItem, writeOf } from '../support/documents.js';
import { openStore } from '../support/open-store.js';

/** More than are gathered and sorted, so that lists are read along the index of their order. */
const COUNT = 6000;
const TOOLS = ['Hammer', 'hammock', 'Säge', 'saw', 'Zange'];

const keys: Record<string, (item: Item) => string> = {
  name: ({ name }) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
  updatedAt: ({ updatedAt }) => updatedAt,
  createdAt: ({ id }) => id,
  category: ({ category }) => category,
  brand: ({ brand }) => brand,
};

test('long lists hold what their filter leaves, in order, each item once', async () => {
  const { database, store, wall } = await openStore();
  const writes = Array.from({ length: COUNT }, (_, i) => {
    if (i % 3 === 0) wall.move(1);
    const name = `${TOOLS[i % TOOLS.length]} ${i % 97}`;
    const more = {
      category: i % 2 ? 'Tools' : 'Rare things',
      brand: `Brand-${'abcdefghijk'[i % 11]}`,
      deleted: i % 13 === 0,
    };
    return writeOf(foreignItem(wall.now(), { name, ...more }), null);
  });
  await store.write((tx) => tx.save(writes));
  const reader = createItemReader(database);
  const everything: Item[] = [];
  for await (const item of reader.all({})) everything.push(item);
  for await (const item of reader.all({ deleted: true })) everything.push(item);
  expect(everything).toHaveLength(COUNT);

  /** Filters that leave many, few and none, with what they mean in plain words. */
  const filters: [ItemFilter, (item: Item) => boolean][] = [
    [{}, ({ deletedAt }) => deletedAt === null],
    [{ deleted: true }, ({ deletedAt }) => deletedAt !== null],
    [{ search: 'ham' }, ({ name, deletedAt }) => /^ham/i.test(name) && deletedAt === null],
    [{ search: 'ham', deleted: true }, ({ name, deletedAt }) => /^ham/i.test(name) && deletedAt !== null],
    [{ search: 'sage 9' }, ({ name, deletedAt }) => /^Säge 9/.test(name) && deletedAt === null],
    [
      { search: 'hammer', category: 'Tools' },
      ({ name, category, deletedAt }) => /^Hammer/.test(name) && category === 'Tools' && deletedAt === null,
    ],
    [{ category: 'Tools' }, ({ category, deletedAt }) => category === 'Tools' && deletedAt === null],
    [{ brand: 'Brand-d' }, ({ brand, deletedAt }) => brand === 'Brand-d' && deletedAt === null],
    [{ search: 'nothing' }, () => false],
    [{ search: '?!' }, () => false],
  ];
  for (const [filter, isMeant] of filters) {
    const meant = everything.filter(isMeant);
    for (const [name, key] of Object.entries(keys)) {
      for (const sort of [name, `-${name}`] as ItemSort[]) {
        const found: Item[] = [];
        let cursor: string | null = null;
        do {
          const page = await reader.page({ ...filter, sort, limit: 900, ...(cursor !== null && { cursor }) });
          expect(page.total).toBe(meant.length);
          found.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== null);
        const what = `${JSON.stringify(filter)} by ${sort}`;
        expect(found.map(({ id }) => id).toSorted(), what).toEqual(meant.map(({ id }) => id).toSorted());
        const inOrder = found.map(key);
        expect(inOrder, what).toEqual(sort === name ? inOrder.toSorted() : inOrder.toSorted().reverse());
      }
    }
  }
});
