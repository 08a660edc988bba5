import type { FacetValue, ItemFacets } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, listItems, removeItem, syncWith } from '../support/api.js';
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
