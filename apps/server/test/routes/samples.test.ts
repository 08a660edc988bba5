import type { SampleState, SamplesRemoved } from '@brique/shared';
import { expect, test } from 'vitest';
import { SAMPLE_ITEMS } from '../../src/usecases/samples/sample-items.js';
import { addItem, changeItem, listItems, removeItem, restoreItem, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

const load = (app: TestApp, language: 'en' | 'fr' = 'en') =>
  app.api<SampleState>('POST', '/samples', { language });
const remove = async (app: TestApp) => (await app.api<SamplesRemoved>('DELETE', '/samples')).body;
const state = async (app: TestApp) => (await app.api<SampleState>('GET', '/samples')).body;

async function itemNamed(app: TestApp, search: string) {
  const { items } = await listItems(app, { search });
  const [item] = items;
  if (item === undefined) throw new Error(`no item is found by ${search}`);
  return item;
}

test('a sample set comes in the language asked for, and goes again without a trace in the list', async () => {
  const app = await startApp();
  const own = await addItem(app, { name: 'My own drill' });
  const { status, body } = await load(app, 'fr');
  expect([status, body]).toEqual([201, { items: 25 }]);
  expect((await itemNamed(app, 'ponceuse')).brand).toBe('Metabo');
  expect((await listItems(app)).total).toBe(26);

  expect(await remove(app)).toEqual({ removed: 25, kept: 0 });
  expect((await listItems(app)).items.map(({ id }) => id)).toEqual([own.id]);
  expect(await remove(app)).toEqual({ removed: 0, kept: 0 });
  expect((await load(app)).body).toEqual({ items: 25 });
});

test('what somebody has changed stays, whatever the change was', async () => {
  const app = await startApp();
  await load(app);
  await changeItem(app, (await itemNamed(app, 'toaster')).id, { notes: 'Mine has four slots' });
  const mower = await itemNamed(app, 'mower');
  await removeItem(app, mower.id);
  await restoreItem(app, mower.id);
  await removeItem(app, (await itemNamed(app, 'vice')).id);

  expect(await state(app)).toEqual({ items: 22 });
  expect(await remove(app)).toEqual({ removed: 22, kept: 3 });
  const left = (await listItems(app)).items.map(({ name }) => name).sort();
  expect(left).toEqual(['Lawn mower', 'Toaster']);
});

test('a change made on another instance keeps a sample too; untouched ones go there as well', async () => {
  const { a, b } = await startPair();
  await load(a);
  await syncWith(a, b.id);
  await changeItem(b, (await itemNamed(b, 'toaster')).id, { notes: 'Ours now' });
  await syncWith(a, b.id);
  expect(await remove(a)).toEqual({ removed: 24, kept: 1 });
  await syncWith(a, b.id);
  // So many at once is for the other's owner to agree to.
  expect((await b.api('POST', `/held/${a.id}`, { decision: 'accept' })).body).toMatchObject({ decided: 24 });
  for (const app of [a, b]) expect((await listItems(app)).items.map(({ name }) => name)).toEqual(['Toaster']);
});

test('they are not loaded twice', async () => {
  const app = await startApp();
  await load(app);
  const { status, body } = await load(app);
  expect([status, body]).toMatchObject([409, { code: 'conflict' }]);
  expect((await listItems(app)).total).toBe(25);
});

test.each([[{}], [{ language: 'de' }], [{ language: 'en', count: 3 }], [[]]])(
  'a wrong request (%j) is refused by name',
  async (body) => {
    const app = await startApp();
    expect((await app.api('POST', '/samples', body)).status).toBe(422);
    expect((await listItems(app)).total).toBe(0);
  },
);

test('both languages have the same things', () => {
  const makes = (language: 'en' | 'fr') => SAMPLE_ITEMS[language].map(({ brand, model }) => [brand, model]);
  expect(makes('fr')).toEqual(makes('en'));
});
