import type {
  ItemDetail,
  ItemHistoryPage,
  Problem,
  RestoreStateResult,
  RollbackResult,
  SessionChanges,
} from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, lastLog, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

const historyOf = async (app: TestApp, id: string, query = '') =>
  (await app.api<ItemHistoryPage>('GET', `/items/${id}/history${query}`)).body;
const item = async (app: TestApp, id: string) => (await app.api<ItemDetail>('GET', `/items/${id}`)).body;
const restore = (app: TestApp, id: string, entry: number, query = '') =>
  app.api<RestoreStateResult & Problem>('POST', `/items/${id}/history/${entry}/restore${query}`);
const rollBack = (app: TestApp, id: number, query = '') =>
  app.api<RollbackResult & Problem>('POST', `/sync/history/${id}/rollback${query}`);

test('an item’s history tells each change with old and new value, a page at a time', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill', notes: 'in the shed' });
  await app.api('PATCH', `/items/${id}`, { notes: 'in the cellar' });
  await app.api('PATCH', `/items/${id}`, {
    brand: 'Bosch',
    ownFields: { Colour: { type: 'text', value: 'red' } },
  });

  const first = await historyOf(app, id, '?limit=2');
  expect(
    first.entries.map(({ changes }) => changes.map((change) => [change.key, change.old, change.new])),
  ).toEqual([
    [
      ['brand', null, 'Bosch'],
      ['x:Colour', null, { type: 'text', value: 'red' }],
    ],
    [['notes', 'in the shed', 'in the cellar']],
  ]);
  expect(first.entries[0]).toMatchObject({ sessionId: null, fromPeer: null, isFirst: false });
  expect(app.id.startsWith(first.entries[0]?.changes[0]?.peer ?? '-')).toBe(true);
  const rest = await historyOf(app, id, `?limit=2&cursor=${first.nextCursor}`);
  expect(rest.entries).toMatchObject([{ isFirst: true }]);
  expect(rest.nextCursor).toBeNull();
});

test('an earlier state comes back by a new change, is shown before, and can be undone', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill', notes: 'first' });
  await app.api('PATCH', `/items/${id}`, { notes: 'second' });
  await app.api('PATCH', `/items/${id}`, { brand: 'Bosch' });
  const [, second, made] = (await historyOf(app, id)).entries;
  const entry = second?.id ?? 0;

  const planned = (await restore(app, id, entry, '?dryRun=1')).body;
  expect(planned.undoId).toBeNull();
  expect((await item(app, id)).brand).toBe('Bosch');
  const done = (await restore(app, id, entry)).body;
  expect(done.changes.map(({ key, old, new: now }) => [key, old, now])).toEqual(
    planned.changes.map(({ key, old, new: now }) => [key, old, now]),
  );
  expect(await item(app, id)).toMatchObject({ notes: 'first', brand: '', syncVersion: 4 });
  await app.api('POST', '/items/undo', { undoId: done.undoId });
  expect(await item(app, id)).toMatchObject({ notes: 'second', brand: 'Bosch' });

  expect((await restore(app, id, made?.id ?? 0)).body.code).toBe('conflict');
  expect((await restore(app, id, 99)).body.code).toBe('not_found');
});

test('what is deleted for good has no history', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Secret' });
  await app.api('DELETE', `/items/${id}`);
  await app.api('POST', '/items/purge', { ids: [id] });
  expect((await app.api<Problem>('GET', `/items/${id}/history`)).body.code).toBe('not_found');
  expect(await app.database.reader('item_history').where({ item_id: id })).toEqual([]);
});

test('a session tells what it changed here, and is rolled back by changes that travel', async () => {
  const { a, b } = await startPair();
  const kept = await addItem(a, { name: 'Drill', notes: 'mine' });
  const touched = await addItem(a, { name: 'Saw', notes: 'mine' });
  await syncWith(a, b.id);
  await b.api('PATCH', `/items/${kept.id}`, { notes: 'theirs', brand: 'Bosch' });
  await b.api('PATCH', `/items/${touched.id}`, { notes: 'theirs', brand: 'Bosch' });
  const brought = await addItem(b, { name: 'Lamp' });
  await syncWith(a, b.id);
  const log = await lastLog(a);
  await a.api('PATCH', `/items/${touched.id}`, { notes: 'mine again' });

  const changes = (await a.api<SessionChanges>('GET', `/sync/history/${log.id}/changes`)).body;
  expect(changes.items.map(({ name, kind }) => [name, kind]).sort()).toEqual([
    ['Drill', 'changed'],
    ['Lamp', 'created'],
    ['Saw', 'changed'],
  ]);
  const [drill] = changes.items.filter(({ name }) => name === 'Drill');
  expect(drill?.changes).toMatchObject([
    { key: 'brand', old: null, new: 'Bosch' },
    { key: 'notes', old: 'mine', new: 'theirs' },
  ]);

  const numbers = { changed: 2, trashed: 1, kept: 1 };
  expect((await rollBack(a, log.id, '?dryRun=1')).body).toEqual({ ...numbers, undoId: null });
  expect((await item(a, kept.id)).notes).toBe('theirs');
  const done = (await rollBack(a, log.id)).body;
  expect(done).toMatchObject(numbers);
  await syncWith(a, b.id);
  for (const app of [a, b]) {
    expect(await item(app, kept.id)).toMatchObject({ notes: 'mine', brand: '' });
    expect(await item(app, touched.id)).toMatchObject({ notes: 'mine again', brand: '' });
    expect((await item(app, brought.id)).deletedAt).not.toBeNull();
  }

  await a.api('POST', '/items/undo', { undoId: done.undoId });
  expect(await item(a, kept.id)).toMatchObject({ notes: 'theirs', brand: 'Bosch' });
  expect((await item(a, brought.id)).deletedAt).toBeNull();
  expect((await rollBack(a, 999)).body.code).toBe('not_found');
});
