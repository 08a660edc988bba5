import type { Item, ItemDetail, Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, listItems, readItem, removeItem, restoreItem } from '../support/api.js';
import { startApp } from '../support/build-app.js';
import { MINUTE } from '../support/fake-clock.js';

const DRILL = {
  name: 'Drill',
  category: 'Tools',
  brand: 'Bosch',
  model: 'PSB 500',
  serialNumber: 'SN-1',
  purchaseDate: '2024-02-29',
  notes: 'Second gear slips.\nChuck is new.',
};

test('an item that is posted comes back whole, with its place', async () => {
  const app = await startApp();

  const { status, headers, body: item } = await app.api<Item>('POST', '/items', DRILL);

  expect(status).toBe(201);
  expect(headers.get('location')).toBe(`/api/v1/items/${item.id}`);
  const now = new Date(app.wall.now()).toISOString();
  expect(item).toEqual({
    ...DRILL,
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    photoAssetId: null,
    health: 'incomplete',
    assetCount: 0,
    conflictCount: 0,
    originPeerId: app.id,
    syncVersion: 1,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  });
  expect(await readItem(app, item.id)).toMatchObject({ ...item, assets: [], conflicts: [] });
});

test('a name is enough', async () => {
  const app = await startApp();
  expect(await addItem(app, { name: 'Lamp' })).toMatchObject({
    category: '',
    brand: '',
    model: '',
    serialNumber: '',
    purchaseDate: null,
    notes: '',
  });
});

test('a change touches the keys it names and counts once', async () => {
  const app = await startApp();
  const { id, createdAt } = await addItem(app, DRILL);
  app.wall.move(MINUTE);

  const changed = await changeItem(app, id, { brand: 'Makita', notes: '' });

  const updatedAt = new Date(app.wall.now()).toISOString();
  expect(changed).toMatchObject({
    ...DRILL,
    brand: 'Makita',
    notes: '',
    syncVersion: 2,
    createdAt,
    updatedAt,
  });
});

test('a change to what is there already is none', async () => {
  const app = await startApp();
  const item = await addItem(app, DRILL);
  app.wall.move(MINUTE);
  expect(await changeItem(app, item.id, { brand: DRILL.brand })).toEqual(item);
});

test('the history of an item names the last change of each key and who made it', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  app.wall.move(MINUTE);
  await changeItem(app, id, { brand: 'Bosch' });

  const { history } = await readItem(app, id);

  expect(history.map(({ key }) => key)).toEqual(['brand', 'name']);
  expect(new Set(history.map(({ peer }) => peer))).toEqual(new Set([app.id.slice(0, 8)]));
});

test('a deleted item leaves the list, keeps its content, and comes back', async () => {
  const app = await startApp();
  const { id } = await addItem(app, DRILL);
  app.wall.move(MINUTE);

  await removeItem(app, id);

  const deletedAt = new Date(app.wall.now()).toISOString();
  expect((await listItems(app)).items).toEqual([]);
  expect((await listItems(app, { deleted: 1 })).items).toMatchObject([
    { ...DRILL, deletedAt, syncVersion: 2 },
  ]);

  expect(await restoreItem(app, id)).toMatchObject({ ...DRILL, deletedAt: null, syncVersion: 3 });
  expect((await listItems(app, { deleted: 1 })).items).toEqual([]);
});

test('deleting twice and restoring twice change nothing the second time', async () => {
  const app = await startApp();
  const { id } = await addItem(app, DRILL);
  await removeItem(app, id);
  await removeItem(app, id);
  expect((await readItem(app, id)).syncVersion).toBe(2);
  await restoreItem(app, id);
  expect((await restoreItem(app, id)).syncVersion).toBe(3);
});

test('what lies in the trash cannot be changed', async () => {
  const app = await startApp();
  const { id } = await addItem(app, DRILL);
  await removeItem(app, id);
  const { status, body } = await app.api<Problem>('PATCH', `/items/${id}`, { name: 'Saw' });
  expect([status, body.code]).toEqual([409, 'conflict']);
});

test('texts are stored trimmed, in one Unicode form, with one kind of line end', async () => {
  const app = await startApp();
  const item = await addItem(app, { name: '  Cafe\u0301\tmachine ', notes: 'one\r\ntwo\rthree' });
  expect([item.name, item.notes]).toEqual(['Café machine', 'one\ntwo\nthree']);
});

test('an id is found whatever its case', async () => {
  const app = await startApp();
  const { id } = await addItem(app, DRILL);
  const { body } = await app.api<ItemDetail>('GET', `/items/${id.toUpperCase()}`);
  expect(body.id).toBe(id);
});
