import type { FacetValue, ItemFacets, Stats } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, listItems, removeItem, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

async function facets(app: TestApp, query: Record<string, string> = {}): Promise<ItemFacets> {
  const { status, body } = await app.api<ItemFacets>('GET', `/items/facets?${new URLSearchParams(query)}`);
  expect(status).toBe(200);
  return body;
}

const counts = (values: readonly FacetValue[]) =>
  Object.fromEntries(values.map((each) => [each.value, each.count]));

async function workshop(): Promise<TestApp> {
  const app = await startApp();
  await addItem(app, { name: 'Drill', category: 'Tools', brand: 'Bosch' });
  await addItem(app, { name: 'Sander', category: 'Tools', brand: 'Makita' });
  await addItem(app, { name: 'Toaster', category: 'Kitchen', brand: 'Bosch' });
  await addItem(app, { name: 'Anvil', category: 'Tools' });
  const { id } = await addItem(app, { name: 'Old drill', category: 'Tools', brand: 'Bosch' });
  await removeItem(app, id);
  return app;
}

test('each field’s values come with their counts, most frequent first, the trash left out', async () => {
  const app = await workshop();
  const { category, brand, health, origin } = await facets(app);
  expect(category).toEqual([
    { value: 'Tools', count: 3 },
    { value: 'Kitchen', count: 1 },
  ]);
  expect(counts(brand)).toEqual({ Bosch: 2, Makita: 1, '': 1 });
  expect(counts(health)).toEqual({ incomplete: 4 });
  expect(origin).toEqual([{ value: app.id, count: 4 }]);
});

test('a field is counted under all filters but its own', async () => {
  const app = await workshop();
  const found = await facets(app, { category: 'Tools', brand: 'Bosch' });
  expect(counts(found.category)).toEqual({ Tools: 1, Kitchen: 1 });
  expect(counts(found.brand)).toEqual({ Bosch: 1, Makita: 1, '': 1 });
  expect(counts(found.health)).toEqual({ incomplete: 1 });
  expect(counts((await facets(app, { search: 'toast' })).category)).toEqual({ Kitchen: 1 });
  expect(counts((await facets(app, { deleted: '1' })).brand)).toEqual({ Bosch: 1 });
});

test('each count is what the list under that filter has', async () => {
  const app = await workshop();
  const { brand } = await facets(app, { category: 'Tools' });
  for (const { value, count } of brand.filter(({ value: named }) => named !== '')) {
    expect((await listItems(app, { category: 'Tools', brand: value })).total).toBe(count);
  }
});

test('origin tells who made an item, and narrows the list to it', async () => {
  const { a, b } = await startPair();
  await addItem(a, { name: 'Drill' });
  await addItem(b, { name: 'Saw' });
  await syncWith(a, b.id);
  expect(counts((await facets(a)).origin)).toEqual({ [a.id]: 1, [b.id]: 1 });
  expect((await listItems(a, { origin: b.id })).items.map(({ name }) => name)).toEqual(['Saw']);
});

test('only what wants something: a conflict to settle, or a category', async () => {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Saw', category: 'Tools' });
  await addItem(a, { name: 'Lamp' });
  await syncWith(a, b.id);
  await changeItem(a, id, { name: 'Jigsaw' });
  await changeItem(b, id, { name: 'Plane' });
  await syncWith(a, b.id);
  const names = async (only: string) => (await listItems(a, { only })).items.map(({ name }) => name);
  expect(await names('conflicts')).toEqual(['Plane']);
  expect(await names('uncategorised')).toEqual(['Lamp']);
  expect(counts((await facets(a, { only: 'conflicts' })).category)).toEqual({ Tools: 1 });
  expect((await a.api<Stats>('GET', '/stats')).body).toMatchObject({ items: 2, conflicts: 1 });
  expect((await a.api('GET', '/items?only=lost')).status).toBe(400);

  const deletion = (only: string) => a.api('POST', '/items/bulk', { filter: { only }, action: 'delete' });
  expect((await deletion('lost')).status).toBe(422);
  expect((await deletion('conflicts')).body).toMatchObject({ changed: 1 });
  expect((await a.api<Stats>('GET', '/stats')).body).toMatchObject({ items: 1, deleted: 1, conflicts: 0 });
  expect(await names('conflicts')).toEqual([]);
});
