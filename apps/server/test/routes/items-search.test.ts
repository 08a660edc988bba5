import type { Item } from '@brique/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addItem, changeItem, listItems, removeItem } from '../support/api.js';
import { buildApp, type TestApp } from '../support/build-app.js';

const MACHINE = {
  name: 'Cafetière à piston',
  brand: 'Bodum',
  model: 'Chambord 1928-16',
  serialNumber: 'ZX/81-48K',
  category: 'Küche',
  notes: 'Der Filter ist gerissen; ça fuit. Ремонт 修理',
  purchaseDate: '2019-05-06',
};

let app: TestApp;
beforeAll(async () => {
  app = await buildApp();
  await addItem(app, MACHINE);
  await addItem(app, { name: 'Lamp', notes: 'flickers' });
});
afterAll(() => app.close());

const found = async (search: string): Promise<string[]> =>
  (await listItems(app, { search })).items.map(({ name }) => name);

test.each([
  ['the name', 'piston'],
  ['the brand', 'bodum'],
  ['the model', 'chambord'],
  ['a part of the model', '16'],
  ['the serial number', 'zx/81-48k'],
  ['the category', 'küche'],
  ['the notes', 'filter'],
  ['a beginning of a word', 'cafet'],
  ['other case', 'CAFETIÈRE'],
  ['no accents', 'cafetiere'],
  ['accents that are not there', 'pistön'],
  ['a letter written as two', 'Cafetie\u0300re'],
  ['a cedilla', 'ca fuit'],
  ['another alphabet', 'РЕМОНТ'],
  ['an alphabet without spaces', '修理'],
  ['words of several fields in any order', 'fuit bodum cafe'],
  ['punctuation between', 'bodum, (chambord)!'],
])('%s finds the item', async (_, search) => {
  expect(await found(search)).toEqual([MACHINE.name]);
});

test.each([
  ['a word that is nowhere', 'toaster'],
  ['one word of two', 'bodum toaster'],
  ['the middle of a word', 'fetiere'],
  ['an id', 'bodum-lamp'],
  ['operators as words', 'bodum OR lamp'],
  ['punctuation alone', '"*'],
  ['a column filter', 'name:lamp'],
])('%s does not', async (_, search) => {
  expect(await found(search)).toEqual([]);
});

test('an empty search is none', async () => {
  expect(await found('')).toHaveLength(2);
  expect(await found('   ')).toHaveLength(2);
});

test('the total counts what matches', async () => {
  expect((await listItems(app, { search: 'bodum' })).total).toBe(1);
  expect((await listItems(app)).total).toBe(2);
});

test('the search keeps up with changes and deletions', async () => {
  const item: Item = await addItem(app, { name: 'Wardrobe', notes: 'oak' });
  await changeItem(app, item.id, { notes: 'pine' });
  expect([await found('oak'), await found('pine')]).toEqual([[], ['Wardrobe']]);
  await removeItem(app, item.id);
  expect(await found('pine')).toEqual([]);
  const trash = await listItems(app, { search: 'pine', deleted: 1 });
  expect(trash.items.map(({ id }) => id)).toEqual([item.id]);
});
