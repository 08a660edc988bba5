import { type BatchResult, LIMITS, type Problem } from '@brique/shared';
import { conflictKey, encodeItem, makeStamp, type ReplicatedItem } from '@brique/sync-core';
import { expect, test } from 'vitest';
import { addItem, changeItem, readItem, removeItem, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';
import { conflictsOf, receive, settle, undo } from '../support/conflicts.js';
import { changedItem, foreignItem, wireForm } from '../support/documents.js';
import { MINUTE } from '../support/fake-clock.js';

/** Keys so many that with `others` the item has as many as it may. */
const fill = (others: number) =>
  Object.fromEntries(Array.from({ length: LIMITS.keysPerItem - others }, (_, i) => [`later:${i}`, 1]));

async function send(app: TestApp, items: unknown[]): Promise<BatchResult> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ changes: items });
  return (await (
    await app.ui('/api/v1/gossip/items/batch', { method: 'POST', headers, body })
  ).json()) as BatchResult;
}

test('what becomes too large by a merge is refused, and ours stays as it was; its neighbours are applied', async () => {
  const app = await startApp();
  const at = app.wall.now() - 10 * MINUTE;
  // The name, the origin, and one more.
  const base = foreignItem(at, { name: 'Drill', brand: '', ...fill(3) });
  await receive(app, changedItem(base, at + 1, { brand: 'ours' }, 'anna'));
  const before = await readItem(app, base.id);
  const theirs = changedItem(base, at + 2, { brand: 'theirs' }, 'bruno');
  const neighbour = foreignItem(at, { name: 'Saw' });

  const result = await send(app, [theirs, neighbour].map(wireForm));

  expect(result).toMatchObject({ applied: 1, rejected: [{ id: base.id, code: 'too_many_keys' }] });
  expect(await readItem(app, base.id)).toEqual(before);
});

test('two who differ in such an item end their session, say so, and agree again once it is gone', async () => {
  const { a, b } = await startPair();
  const base = foreignItem(a.wall.now() - MINUTE, { name: 'Drill', brand: '', ...fill(3) });
  await receive(a, base);
  await syncWith(a, b.id);
  await changeItem(a, base.id, { brand: 'ours' });
  await changeItem(b, base.id, { brand: 'theirs' });
  await addItem(b, { name: 'Saw' });

  for (const itemsReceived of [1, 0]) {
    expect(await syncWith(a, b.id)).toMatchObject({ itemsReceived, rejected: 1, identical: false });
  }
  expect(await readItem(a, base.id)).toMatchObject({ brand: 'ours' });
  expect(await readItem(b, base.id)).toMatchObject({ brand: 'theirs' });

  for (const app of [a, b]) await removeItem(app, base.id);
  for (const app of [a, b]) await app.api('POST', '/items/purge', { ids: [base.id] });
  expect(await syncWith(a, b.id)).toMatchObject({ rejected: 0, identical: true });
});

test('an item at the bound takes no further key here, says what to do, and can be deleted', async () => {
  const { a, b } = await startPair();
  const item = foreignItem(a.wall.now() - MINUTE, { name: 'Drill', ...fill(2) });
  await receive(a, item);

  const refused = await a.api<Problem>('PATCH', `/items/${item.id}`, { notes: 'x' });
  expect([refused.status, refused.body.code]).toEqual([409, 'item_outgrown']);
  expect(refused.body.detail).toContain('“Drill” would become too large');
  const all = await a.api<Problem>('POST', '/items/bulk', {
    ...{ action: 'change', ids: [item.id, (await addItem(a, { name: 'Saw' })).id], changes: { notes: 'x' } },
  });
  expect(all.status).toBe(409);
  expect((await a.api('PATCH', `/items/${item.id}`, { name: 'Drill 2' })).status).toBe(200);
  await removeItem(a, item.id);

  expect(await syncWith(a, b.id)).toMatchObject({ itemsSent: 2, rejected: 0, identical: true });
});

/** An item whose text is exactly as long as one may be. */
function largest(at: number): ReplicatedItem {
  const filled = (last: number) => {
    const texts = Array.from({ length: 64 }, (_, i) => [`later:${i}`, 'x'.repeat(65_000)]);
    return foreignItem(at, { name: 'Drill', ...Object.fromEntries(texts), 'later:last': 'x'.repeat(last) });
  };
  return filled(LIMITS.itemBytes - encodeItem(filled(0)).length);
}

test('an item as large as may be takes no longer text, and its deletion travels', async () => {
  const { a, b } = await startPair();
  const item = largest(a.wall.now() - MINUTE);
  expect(encodeItem(item).length).toBe(LIMITS.itemBytes);
  await receive(a, item);
  await syncWith(a, b.id);
  const longer = { name: 'Drill '.repeat(30) };
  expect((await a.api('PATCH', `/items/${item.id}`, longer)).status).toBe(409);

  await removeItem(a, item.id);
  expect(await syncWith(a, b.id)).toMatchObject({ rejected: 0, itemsSent: 1, identical: true });
  expect((await readItem(b, item.id)).deletedAt).not.toBeNull();
});

test('an item that as many programs have written as may can be deleted, and nothing else here', async () => {
  const { a, b } = await startPair();
  const at = a.wall.now() - MINUTE;
  const one = foreignItem(at, { name: 'Drill' });
  const [, version] = [...one.versions][0] ?? expect.fail();
  const letters = 'abcdefghij';
  const name = (i: number) =>
    `zzzzzzzzz${[...String(i).padStart(4, '0')].map((d) => letters[Number(d)]).join('')}`;
  const others = Array.from({ length: LIMITS.replicasPerItem - 1 }, (_, i) => [name(i), version] as const);
  const item = { ...one, versions: new Map([...one.versions, ...others]) };
  await receive(a, item);
  expect((await a.api<Problem>('PATCH', `/items/${item.id}`, { name: 'Saw' })).status).toBe(409);
  await removeItem(a, item.id);
  expect(await syncWith(a, b.id)).toMatchObject({ rejected: 0, itemsSent: 1, identical: true });
  await a.api('POST', '/items/purge', { ids: [item.id] });
  expect(await syncWith(a, b.id)).toMatchObject({ rejected: 0, itemsSent: 1, identical: true });
});

test('a choice that settled a conflict is not taken back when others would refuse the item then', async () => {
  const { a, b } = await startPair();
  const at = a.wall.now() - 10 * MINUTE;
  const lost = conflictKey('notes', makeStamp({ millis: at, counter: 0 }, 'zzzzzzzz22222'));
  const open = { [lost]: { value: 'lost', over: null } };
  const item = foreignItem(at, { name: 'Drill', notes: 'held', ...open, ...fill(4) });
  await receive(a, item);
  const [field] = await conflictsOf(a, item.id);
  if (field === undefined) throw new Error('no conflict');
  const { undoId } = (await settle(a, item.id, field, { keep: 'current' })).body;
  // The place is taken meanwhile.
  await a.api('PATCH', `/items/${item.id}`, { brand: 'Bosch' });

  const refused = await undo(a, undoId);

  expect(refused.status).toBe(409);
  expect(await syncWith(a, b.id)).toMatchObject({ itemsSent: 1, rejected: 0, identical: true });
  expect((await undo(a, undoId)).status).toBe(409);
});
