import type { BulkInput, BulkResult, ImportResult, Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, listAll, listItems, readItem, removeItem, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

async function bulk(app: TestApp, input: BulkInput): Promise<BulkResult> {
  const { status, body } = await app.api<BulkResult>('POST', '/items/bulk', input);
  expect([status, body]).toEqual([200, { changed: expect.any(Number), undoId: body.undoId }]);
  return body;
}

async function undo(app: TestApp, { undoId }: Pick<BulkResult, 'undoId'>): Promise<number> {
  const { status, body } = await app.api<{ changed: number }>('POST', '/items/undo', { undoId });
  expect(status).toBe(200);
  return body.changed;
}

const addThree = async (app: TestApp) => {
  const ids: string[] = [];
  for (const name of ['Drill', 'Saw', 'Plane']) ids.push((await addItem(app, { name, brand: 'Bosch' })).id);
  return ids as [string, string, string];
};

const names = async (app: TestApp, query = {}) => (await listAll(app, query)).map(({ name }) => name).sort();

test('deletes a selection, and undo brings back those alone', async () => {
  const app = await startApp();
  const [drill, saw, plane] = await addThree(app);
  await removeItem(app, plane);
  const done = await bulk(app, { ids: [drill, saw, plane, saw], action: 'delete' });
  expect(done.changed).toBe(2);
  expect(await names(app)).toEqual([]);
  expect(await undo(app, done)).toBe(2);
  expect(await names(app)).toEqual(['Drill', 'Saw']);
  expect(await names(app, { deleted: 1 })).toEqual(['Plane']);
});

test('restores a selection', async () => {
  const app = await startApp();
  const [drill, saw] = await addThree(app);
  for (const id of [drill, saw]) await removeItem(app, id);
  expect((await bulk(app, { filter: { deleted: true }, action: 'restore' })).changed).toBe(2);
  expect(await names(app)).toEqual(['Drill', 'Plane', 'Saw']);
});

test('changes all that a filter leaves, and undo puts back what was there, or nothing where nothing was', async () => {
  const app = await startApp();
  const [drill, saw] = await addThree(app);
  await changeItem(app, saw, { category: 'Hand tools' });
  await addItem(app, { name: 'Toaster', brand: 'Philips' });
  const changes = { category: 'Tools', purchaseDate: '2020-02-29' };
  const done = await bulk(app, { filter: { brand: 'Bosch' }, action: 'change', changes });
  expect(done.changed).toBe(3);
  expect((await listItems(app, { category: 'Tools' })).total).toBe(3);
  expect(await undo(app, done)).toBe(3);
  expect(await readItem(app, drill)).toMatchObject({ category: '', purchaseDate: null, syncVersion: 3 });
  expect(await readItem(app, saw)).toMatchObject({ category: 'Hand tools' });
});

test('what somebody changed since stays as they left it', async () => {
  const { a, b } = await startPair();
  const [drill, saw] = await addThree(a);
  await syncWith(a, b.id);
  const done = await bulk(a, {
    ids: [drill, saw],
    action: 'change',
    changes: { brand: 'Makita', notes: 'lent' },
  });
  await syncWith(a, b.id);
  await changeItem(b, drill, { brand: 'Metabo' });
  await syncWith(a, b.id);
  expect(await undo(a, done)).toBe(2);
  expect(await readItem(a, drill)).toMatchObject({ brand: 'Metabo', notes: '' });
  expect(await readItem(a, saw)).toMatchObject({ brand: 'Bosch', notes: '' });
  await syncWith(a, b.id);
  expect(await b.store.fingerprint()).toEqual(await a.store.fingerprint());
});

test('an act that changes nothing leaves nothing to undo, and leaves the trash alone when it edits', async () => {
  const app = await startApp();
  const [drill] = await addThree(app);
  await removeItem(app, drill);
  const head = await app.store.feedHead();
  const nothing = { changed: 0, undoId: null };
  expect(await bulk(app, { ids: [drill], action: 'change', changes: { brand: 'x' } })).toEqual(nothing);
  expect(await bulk(app, { ids: ['01900000-0000-7000-8000-000000000000'], action: 'delete' })).toEqual(
    nothing,
  );
  expect(await app.store.feedHead()).toBe(head);
});

test('works on thousands of items in one go', async () => {
  const app = await startApp();
  const file = `name\n${Array.from({ length: 2300 }, (_, i) => `Thing ${i}\n`).join('')}`;
  await app.ui('/api/v1/items/import?format=csv', { method: 'POST', body: file });
  const done = await bulk(app, { filter: {}, action: 'delete' });
  expect(done.changed).toBe(2300);
  expect((await listItems(app)).total).toBe(0);
  expect(await undo(app, done)).toBe(2300);
  expect((await listItems(app)).total).toBe(2300);
});

test('an import is taken back, but for what was changed since', async () => {
  const app = await startApp();
  await addItem(app, { name: 'Here before' });
  const post = (query: string) =>
    app.ui(`/api/v1/items/import?format=csv${query}`, { method: 'POST', body: 'name\nDrill\nSaw\n' });
  expect(((await (await post('&dryRun=1')).json()) as ImportResult).undoId).toBeNull();
  const imported = (await (await post('')).json()) as ImportResult;
  const saw = (await listAll(app)).find(({ name }) => name === 'Saw');
  await changeItem(app, saw?.id ?? '', { notes: 'sharpened' });
  expect(await undo(app, imported)).toBe(1);
  expect(await names(app)).toEqual(['Here before', 'Saw']);
  expect(await names(app, { deleted: 1 })).toEqual(['Drill']);
});

test('an act is undone once, and only the last twenty can be', async () => {
  const app = await startApp();
  const [drill] = await addThree(app);
  const acts: BulkResult[] = [];
  for (let i = 0; i < 21; i++) {
    acts.push(await bulk(app, { ids: [drill], action: 'change', changes: { notes: `${i}` } }));
  }
  const [oldest, second] = acts;
  expect((await app.api('POST', '/items/undo', { undoId: oldest?.undoId })).status).toBe(404);
  expect((await app.api('POST', '/items/undo', { undoId: second?.undoId })).status).toBe(200);
  expect((await app.api('POST', '/items/undo', { undoId: second?.undoId })).status).toBe(404);
});

test.each([
  [{}, 'ids'],
  [{ ids: [], action: 'delete' }, 'ids'],
  [{ ids: [1], action: 'delete' }, 'ids'],
  [{ ids: Array.from({ length: 10_001 }, () => 'x'), action: 'delete' }, 'ids'],
  [{ ids: ['x'], filter: {}, action: 'delete' }, 'ids'],
  [{ ids: ['x'], action: 'burn' }, 'action'],
  [{ ids: ['x'], action: 'change' }, ''],
  [{ ids: ['x'], action: 'change', changes: {} }, 'changes'],
  [{ ids: ['x'], action: 'change', changes: { name: '' } }, 'changes.name'],
  [{ ids: ['x'], action: 'change', changes: { colour: 'red' } }, 'changes.colour'],
  [{ filter: [], action: 'delete' }, 'filter'],
  [{ filter: { brands: 'Bosch' }, action: 'delete' }, 'filter.brands'],
  [{ filter: { health: 'ill' }, action: 'delete' }, 'filter.health'],
  [{ filter: { deleted: 1 }, action: 'delete' }, 'filter.deleted'],
  [{ filter: { search: 7 }, action: 'delete' }, 'filter.search'],
  [[], ''],
])('refuses %j, names the field, and changes nothing', async (body, field) => {
  const app = await startApp();
  await addThree(app);
  const answer = await app.api<Problem>('POST', '/items/bulk', body);
  expect([answer.status, answer.body.code]).toEqual([422, 'invalid_input']);
  const named = answer.body.errors?.map((error) => error.field);
  expect(named).toContain(field === '' && !Array.isArray(body) ? 'changes' : field);
  expect((await listItems(app)).total).toBe(3);
});
