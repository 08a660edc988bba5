import type { Problem } from '@brique/shared';
import type { Json } from '@brique/sync-core';
import { expect, test } from 'vitest';
import { addItem, changeItem, readItem, removeItem, restoreItem, syncWith } from '../support/api.js';
import { startApp } from '../support/build-app.js';
import {
  conflictsOf,
  disagree,
  inbox,
  keptName,
  only,
  receive,
  settle,
  valuesOf,
} from '../support/conflicts.js';
import { foreignItem } from '../support/documents.js';
import { MINUTE } from '../support/fake-clock.js';

test('an ordinary edit leaves the conflict open, and a choice made before it was seen is refused', async () => {
  const { a, b, id } = await disagree({ notes: 'ours' }, { notes: 'theirs' });
  const shown = only(await conflictsOf(a, id));
  await changeItem(b, id, { notes: 'newer' });
  await syncWith(a, b.id);
  expect(valuesOf(only(await conflictsOf(a, id)))).toEqual(['newer', 'ours']);
  for (const choice of [{ keep: 'current' }, { keep: 'kept', conflict: keptName(shown, 'ours') }] as const) {
    const { status, body } = await settle(a, id, shown, choice);
    expect([status, body.code]).toEqual([409, 'conflict']);
  }
  expect((await readItem(a, id)).notes).toBe('newer');
});

test('a choice that was settled already, an item in the trash, and one that is none are refused', async () => {
  const { a, id } = await disagree({ notes: 'ours' }, { notes: 'theirs' });
  const shown = only(await conflictsOf(a, id));
  await removeItem(a, id);
  expect((await inbox(a)).total).toBe(0);
  expect((await settle(a, id, shown, { keep: 'current' })).body.code).toBe('conflict');
  await restoreItem(a, id);
  expect((await inbox(a)).total).toBe(1);
  expect((await settle(a, id, shown, { keep: 'current' })).status).toBe(200);
  expect((await settle(a, id, shown, { keep: 'current' })).body.code).toBe('conflict');
  const nowhere = '019bb000-0000-7000-8000-000000000000';
  expect((await settle(a, nowhere, shown, { keep: 'current' })).status).toBe(404);
  expect((await settle(a, 'no-id', shown, { keep: 'current' })).status).toBe(404);
});

test('a third value is checked as an edit of the field is', async () => {
  const { a, id } = await disagree({ name: 'Saw' }, { name: 'Plane' });
  const shown = only(await conflictsOf(a, id));
  for (const [value, code] of [
    ['', 'required'],
    ['x'.repeat(201), 'too_long'],
    [3, 'wrong_type'],
    [null, 'wrong_type'],
  ] as const) {
    const { status, body } = await settle(a, id, shown, { value });
    expect([status, body.errors?.[0]]).toMatchObject([422, { field: 'name', code }]);
  }
  expect(valuesOf(only(await conflictsOf(a, id)))).toEqual(['Plane', 'Saw']);
});

test('nonsense that a peer wrote into conflicts can be settled and never becomes a value', async () => {
  const app = await startApp();
  const at = app.wall.now() - MINUTE;
  const stamp = '019bb0000000000f-aaaaaaaaaaaaa';
  const nonsense: Record<string, Json> = {
    [`conflict:name:${stamp}`]: { value: { deep: true } },
    [`conflict:notes:${stamp}`]: { value: 'x'.repeat(10_001), common: 'all', by: 'me' },
    [`conflict:purchaseDate:${stamp}`]: 7,
    [`conflict:conflict:name:${stamp}:${stamp}`]: { value: 'again' },
    [`conflict:No key:${stamp}`]: { value: 'x' },
    'conflict:of nothing': { value: 'x' },
  };
  const item = foreignItem(at, { name: 'Drill', ...nonsense });
  await receive(app, item);
  let open = await conflictsOf(app, item.id);
  expect((await readItem(app, item.id)).conflictCount).toBe(open.length);
  for (let field = open[0]; field !== undefined; field = open[0]) {
    const conflict = field.sides[1]?.conflict ?? expect.fail();
    const { status, body } = await settle(app, item.id, field, { keep: 'kept', conflict });
    // No day at all is a value of a day.
    const isFit = field.key === 'purchaseDate';
    expect([status, body.code], field.key).toEqual(isFit ? [200, undefined] : [422, 'invalid_input']);
    if (!isFit) expect((await settle(app, item.id, field, { keep: 'current' })).status, field.key).toBe(200);
    open = await conflictsOf(app, item.id);
  }
  expect(await readItem(app, item.id)).toMatchObject({ name: 'Drill', notes: '', conflictCount: 0 });
  expect((await inbox(app)).total).toBe(0);
});

test('a choice without what it needs is refused', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  const good = { key: 'notes', current: 'x', conflicts: ['x'], choice: { keep: 'current' } };
  for (const wrong of [
    { key: undefined },
    { key: '' },
    { current: 1 },
    { conflicts: [] },
    { conflicts: [1] },
    { choice: null },
    { choice: { keep: 'both' } },
    { choice: { keep: 'kept' } },
    { choice: { keep: 'current', value: 1 } },
    { other: 1 },
  ]) {
    const body = { ...good, ...wrong };
    const answer = await app.api<Problem>('POST', `/items/${id}/conflicts/settle`, body);
    expect([answer.status, answer.body.code], JSON.stringify(body)).toEqual([422, 'invalid_input']);
  }
  const { choice: _, ...seenOnly } = good;
  const items = [{ id, fields: [seenOnly] }];
  for (const body of [
    { keep: 'kept', items },
    { keep: 'current', items: [] },
    { keep: 'current', items: [{ id, fields: [] }] },
    { keep: 'current', items: [{ fields: [seenOnly] }] },
  ]) {
    const answer = await app.api<Problem>('POST', '/conflicts/settle', body);
    expect([answer.status, answer.body.code], JSON.stringify(body)).toEqual([422, 'invalid_input']);
  }
});
