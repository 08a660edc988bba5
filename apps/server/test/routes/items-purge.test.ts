import type { ItemFacets, ItemLookup, Problem, PurgeResult, RecentChanges, Stats } from '@brique/shared';
import { encodeItem, isPurged } from '@brique/sync-core';
import { expect, test } from 'vitest';
import {
  addItem,
  changeItem,
  listAll,
  listItems,
  readItem,
  removeItem,
  restoreItem,
  syncWith,
} from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

async function purge(app: TestApp, input: unknown): Promise<PurgeResult> {
  const { status, body } = await app.api<PurgeResult>('POST', '/items/purge', input);
  expect(status).toBe(200);
  return body;
}

const emptyTrash = (app: TestApp) => purge(app, { filter: { deleted: true } });
const names = async (app: TestApp, query = {}) => (await listAll(app, query)).map(({ name }) => name).sort();

/** An item that lies in the trash. */
async function binned(app: TestApp, name: string): Promise<string> {
  const { id } = await addItem(app, {
    name,
    brand: 'Zwilling',
    category: 'Kitchen',
    serialNumber: `S ${name}`,
  });
  await removeItem(app, id);
  return id;
}

test('takes what lies in the trash, and passes over everything else, saying how much', async () => {
  const app = await startApp();
  const [saw, knife] = [await addItem(app, { name: 'Saw' }), await binned(app, 'Knife')];
  const nobody = '0197a3b4-c5d6-7000-8000-000000000000';
  await binned(app, 'Spoon');
  expect(await purge(app, { ids: [knife.toUpperCase(), knife, saw.id, nobody] })).toEqual({
    purged: 1,
    passedOver: 2,
  });
  expect(await names(app)).toEqual(['Saw']);
  expect(await names(app, { deleted: 1 })).toEqual(['Spoon']);
  expect(await purge(app, { ids: [knife] })).toEqual({ purged: 0, passedOver: 1 });
});

test('empties the trash, or what a search leaves of it', async () => {
  const app = await startApp();
  await addItem(app, { name: 'Fork to keep' });
  for (const name of ['Fork', 'Knife', 'Spoon']) await binned(app, name);
  expect(await purge(app, { filter: { deleted: true, search: 'fork' } })).toEqual({
    purged: 1,
    passedOver: 0,
  });
  expect(await names(app, { deleted: 1 })).toEqual(['Knife', 'Spoon']);
  expect(await emptyTrash(app)).toEqual({ purged: 2, passedOver: 0 });
  expect(await emptyTrash(app)).toEqual({ purged: 0, passedOver: 0 });
  expect(await names(app)).toEqual(['Fork to keep']);
});

test('leaves nothing of an item to be seen anywhere', async () => {
  const app = await startApp();
  await addItem(app, { name: 'Saw' });
  const id = await binned(app, 'Knife');
  await changeItem(app, (await restoreItem(app, id)).id, { notes: 'Solingen steel' });
  await removeItem(app, id);
  await emptyTrash(app);

  for (const deleted of [0, 1]) {
    expect((await listItems(app, { search: 'knife', deleted })).total).toBe(0);
    expect((await listItems(app, { search: 'solingen', deleted })).total).toBe(0);
    const facets = (await app.api<ItemFacets>('GET', `/items/facets?deleted=${deleted}`)).body;
    expect(facets.brand.map(({ value }) => value)).not.toContain('Zwilling');
  }
  expect((await app.api<Stats>('GET', '/stats')).body).toMatchObject({ items: 1, deleted: 0 });
  for (const format of ['csv', 'json']) {
    const whole = await (await app.ui(`/api/v1/items/export?format=${format}&deleted=1`)).text();
    expect(whole).not.toContain('Knife');
  }
  const recent = (await app.api<RecentChanges>('GET', '/items/recent')).body.changes;
  expect(recent.flatMap(({ items }) => items).map(({ name }) => name)).toEqual(['Saw']);

  for (const text of [id, id.slice(-8), 'S Knife']) {
    const found = await app.api<ItemLookup>('GET', `/items/lookup?text=${encodeURIComponent(text)}`);
    expect([found.status, found.body]).toEqual([200, { items: [] }]);
  }

  const attempts: [string, string, unknown?][] = [
    ['GET', `/items/${id}`],
    ['PATCH', `/items/${id}`, { name: 'Back' }],
    ['DELETE', `/items/${id}`],
    ['POST', `/items/${id}/restore`],
  ];
  for (const [method, path, body] of attempts) {
    const answer = await app.api<Problem>(method, path, body);
    expect([method, answer.status, answer.body.code]).toEqual([method, 404, 'not_found']);
  }
  for (const action of ['delete', 'restore']) {
    expect((await app.api('POST', '/items/bulk', { ids: [id], action })).body).toMatchObject({ changed: 0 });
  }
  const stored = (await app.store.write((tx) => tx.load([id]))).get(id);
  expect(stored && isPurged(stored.item)).toBe(true);
  expect(app.faults).toEqual([]);
});

test('undoing the deletion afterwards brings nothing back', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Knife' });
  const done = await app.api<{ undoId: string }>('POST', '/items/bulk', { ids: [id], action: 'delete' });
  await emptyTrash(app);
  const undone = await app.api('POST', '/items/undo', { undoId: done.body.undoId });
  expect([undone.status, undone.body]).toEqual([200, { changed: 0 }]);
  expect(await names(app)).toEqual([]);
});

test('an export from before is imported anew, under new ids', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Knife' });
  const file = await (await app.ui('/api/v1/items/export?format=json')).text();
  await removeItem(app, id);
  await emptyTrash(app);
  const headers = { 'content-type': 'application/json' };
  await app.ui('/api/v1/items/import?format=json', { method: 'POST', body: file, headers });
  const [back] = await listAll(app);
  expect(back?.name).toBe('Knife');
  expect(back?.id).not.toBe(id);
});

test('refuses what it cannot take for sure, and does nothing then', async () => {
  const app = await startApp();
  await binned(app, 'Knife');
  const wrong: [unknown, string][] = [
    [{}, 'ids'],
    [{ ids: [] }, 'ids'],
    [{ ids: 'all' }, 'ids'],
    [{ filter: {} }, 'filter.deleted'],
    [{ filter: { deleted: false } }, 'filter.deleted'],
    [{ filter: { deleted: true, serch: 'x' } }, 'filter.serch'],
    [{ filter: { deleted: true }, ids: ['x'] }, 'ids'],
    [{ filter: { deleted: true }, action: 'delete' }, 'action'],
  ];
  for (const [body, field] of wrong) {
    const answer = await app.api<Problem>('POST', '/items/purge', body);
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, field]);
  }
  expect(await names(app, { deleted: 1 })).toEqual(['Knife']);
});

test('goes on the other instance too, and stays gone there when an old copy turns up', async () => {
  const { a, b } = await startPair();
  const id = await binned(a, 'Knife');
  await syncWith(a, b.id);
  const old = (await b.store.write((tx) => tx.load([id]))).get(id)?.text ?? '';
  await emptyTrash(a);
  expect(await syncWith(b, a.id)).toMatchObject({ identical: true, itemsReceived: 1, conflicts: 0 });
  expect(await names(b, { deleted: 1 })).toEqual([]);

  const again = await b.api('POST', '/gossip/items/batch', { changes: [JSON.parse(old)] });
  expect(again.body).toMatchObject({ applied: 0, rejected: [] });
  expect(await names(b, { deleted: 1 })).toEqual([]);
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true, itemsReceived: 0, itemsSent: 0 });
});

test('two who empty their trash at once end identical, with nothing in it', async () => {
  const { a, b } = await startPair();
  await binned(a, 'Knife');
  await binned(a, 'Spoon');
  await syncWith(a, b.id);
  await emptyTrash(a);
  await emptyTrash(b);
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true, conflicts: 0 });
  for (const app of [a, b]) expect(await names(app, { deleted: 1 })).toEqual([]);
});

test('a change by somebody who had not heard of it keeps the item whole, on both sides', async () => {
  const { a, b } = await startPair();
  const ownFields = { shelf: { type: 'text', value: 'B4' } } as const;
  const { id } = await addItem(a, { name: 'Knife', brand: 'Zwilling', ownFields });
  await syncWith(a, b.id);
  await changeItem(b, id, { notes: 'sharpened' });
  await removeItem(a, id);
  await emptyTrash(a);
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true, conflicts: 1 });
  for (const app of [a, b]) {
    const item = await readItem(app, id);
    expect(item).toMatchObject({ name: 'Knife', brand: 'Zwilling', notes: 'sharpened', deletedAt: null });
    expect(item.ownFields).toMatchObject([{ name: 'shelf', value: 'B4' }]);
    expect(item.conflicts).toMatchObject([{ key: 'purged', losingPeer: a.id.slice(0, 8) }]);
    expect(item.history.map(({ key }) => key)).not.toContain('purged');
  }
  const textOf = async (app: TestApp) => {
    const stored = (await app.store.write((tx) => tx.load([id]))).get(id);
    return stored && encodeItem(stored.item);
  };
  expect(await textOf(a)).toBe(await textOf(b));
});
