import type { Item, ItemSort } from '@brique/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addItem, changeItem, listAll, listItems, removeItem } from '../support/api.js';
import { buildApp, startApp, type TestApp } from '../support/build-app.js';

const NAMES = [
  'Émile',
  'ecrou',
  'Écrou',
  'écrou',
  'Zange',
  'ångström',
  'Äpfel',
  'lamp',
  'Lamp',
  'LAMP',
  'lamp',
  '10',
  '9',
];
const BRANDS = ['Bosch', '', 'Bosch', 'makita'];

let app: TestApp;
let items: Item[];
beforeAll(async () => {
  app = await buildApp();
  for (const [i, name] of [...NAMES, ...NAMES].entries()) {
    const brand = BRANDS[i % BRANDS.length] ?? '';
    await addItem(app, { name, brand, category: i % 3 === 0 ? 'Tools' : '' });
    // Every third comes in the same millisecond as the one before.
    if (i % 3 > 0) app.wall.move(1000);
  }
  const first = (await listItems(app, { sort: 'createdAt', limit: 1 })).items[0];
  await changeItem(app, first?.id ?? '', { notes: 'changed last' });
  items = (await listItems(app, { limit: 200 })).items;
});
afterAll(() => app.close());

/** What decides an order. */
const KEYS: Record<string, (item: Item) => string> = {
  name: ({ name }) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
  updatedAt: ({ updatedAt }) => updatedAt,
  createdAt: ({ createdAt }) => createdAt,
  category: ({ category }) => category,
  brand: ({ brand }) => brand,
};

describe.each(Object.keys(KEYS).flatMap((name) => [name, `-${name}`] as ItemSort[]))('by %s', (sort) => {
  const key = KEYS[sort.replace('-', '')] ?? String;

  test('all pages together are in order, with each item exactly once', async () => {
    for (const limit of [1, 7, 200]) {
      const walked = await listAll(app, { sort, limit });
      const keys = walked.map(key);
      expect(keys).toEqual(sort.startsWith('-') ? keys.toSorted().reverse() : keys.toSorted());
      expect(idsOf(walked).toSorted()).toEqual(idsOf(items).toSorted());
    }
  });
});

test('sorting by name leaves case and accents aside', async () => {
  const names = (await listAll(app, { sort: 'name', limit: 5 })).map(({ name }) => name);
  expect(names.slice(0, 8)).toEqual(['10', '10', '9', '9', 'ångström', 'ångström', 'Äpfel', 'Äpfel']);
  expect(names.at(-1)).toBe('Zange');
});

test('items inserted while somebody pages neither repeat nor hide others', async () => {
  const other = await startApp({ name: 'Other' });
  for (const name of NAMES) await addItem(other, { name });
  for (const sort of ['name', '-name', 'createdAt', '-updatedAt']) {
    const before = idsOf(await listAll(other, { limit: 200 }));
    const walked = idsOf(await listAll(other, { sort, limit: 3 }, () => addItem(other, { name: 'new' })));
    expect(new Set(walked).size, sort).toBe(walked.length);
    expect(
      before.filter((id) => !walked.includes(id)),
      sort,
    ).toEqual([]);
  }
});

test('filters narrow the list and its total', async () => {
  const tools = await listItems(app, { category: 'Tools', limit: 200 });
  expect(tools.items.length).toBe(tools.total);
  expect(idsOf(tools.items)).toEqual(idsOf(items.filter(({ category }) => category === 'Tools')));
  const both = await listItems(app, { category: 'Tools', brand: 'Bosch', limit: 200 });
  expect(idsOf(both.items)).toEqual(
    idsOf(items.filter(({ category, brand }) => category === 'Tools' && brand === 'Bosch')),
  );
  expect((await listItems(app, { health: 'secured' })).total).toBe(0);
  expect((await listItems(app, { health: 'incomplete' })).total).toBe(items.length);
});

test('the total is that of all pages', async () => {
  const page = await listItems(app, { limit: 2 });
  expect([page.items.length, page.total]).toEqual([2, items.length]);
});

test('a cursor of one order does not break another', async () => {
  const { nextCursor } = await listItems(app, { sort: 'name', limit: 2 });
  expect((await listItems(app, { sort: '-createdAt', cursor: nextCursor ?? '' })).total).toBe(items.length);
});

test('the trash is a list of its own', async () => {
  const other = await startApp({ name: 'Other' });
  const kept = await addItem(other, { name: 'kept' });
  const gone = await addItem(other, { name: 'gone' });
  await removeItem(other, gone.id);
  expect(idsOf((await listItems(other)).items)).toEqual([kept.id]);
  expect(idsOf((await listItems(other, { deleted: 1 })).items)).toEqual([gone.id]);
  expect(idsOf((await listItems(other, { deleted: 'false' })).items)).toEqual([kept.id]);
});

function idsOf(list: readonly Item[]): string[] {
  return list.map(({ id }) => id);
}
