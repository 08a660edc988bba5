import type { BatchResult, ChangeSet } from '@brique/shared';
import { LIMITS } from '@brique/shared';
import { describe, expect, test } from 'vitest';
import { addItem, listAll, readItem } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';
import { changedItem, foreignItem, wireForm } from '../support/documents.js';
import { MINUTE } from '../support/fake-clock.js';

const send = async (app: TestApp, items: unknown[], form: 'json' | 'ndjson' = 'json') => {
  const init =
    form === 'json'
      ? { body: JSON.stringify({ changes: items }), headers: { 'content-type': 'application/json' } }
      : {
          body: items.map((item) => JSON.stringify(item)).join('\n'),
          headers: { 'content-type': 'application/x-ndjson' },
        };
  const response = await app.ui('/api/v1/gossip/items/batch', { method: 'POST', ...init });
  expect(response.status).toBe(200);
  return (await response.json()) as BatchResult;
};

describe.each(['json', 'ndjson'] as const)('as %s', (form) => {
  test('a batch is applied, and a second time changes nothing', async () => {
    const app = await startApp();
    const at = app.wall.now() - MINUTE;
    const items = ['Drill', 'Saw'].map((name) => wireForm(foreignItem(at, { name })));

    expect(await send(app, items, form)).toEqual({ applied: 2, conflicts: 0, rejected: [], cursor: null });
    const before = await listAll(app);
    const head = await app.store.feedHead();
    expect(await send(app, items, form)).toEqual({ applied: 0, conflicts: 0, rejected: [], cursor: null });

    expect(await listAll(app)).toEqual(before);
    expect(before.map(({ name }) => name)).toEqual(['Drill', 'Saw']);
    expect(await app.store.feedHead()).toBe(head);
  });

  test('bad items are refused one by one, their neighbours applied', async () => {
    const app = await startApp();
    const now = app.wall.now();
    const good = () => foreignItem(now, { name: 'good' });
    const spoiled = (change: (item: ReturnType<typeof wireForm>) => void) => {
      const item = wireForm(good());
      change(item);
      return item;
    };
    const bad: [string, unknown][] = [
      ['malformed', 'no item'],
      ['malformed', { ...wireForm(good()), extra: 1 }],
      ['malformed', spoiled((item) => Object.assign(item, { keys: {} }))],
      ['bad_id', { ...wireForm(good()), id: '../../etc/passwd' }],
      ['bad_key', spoiled((item) => Object.assign(item.keys, { 'no key': Object.values(item.keys)[0] }))],
      ['bad_stamp', spoiled((item) => Object.assign(item.keys, { name: ['x', 'z'] }))],
      ['bad_versions', spoiled((item) => Object.assign(item, { versions: { x: 1 } }))],
      ['bad_value', wireForm(foreignItem(now, { name: { not: 'a text' } }))],
      ['bad_value', wireForm(foreignItem(now, { name: 'x', deleted: 'yes' }))],
      ['bad_value', wireForm(foreignItem(now, { name: 'x'.repeat(LIMITS.nameLength + 1) }))],
      ['value_too_large', wireForm(foreignItem(now, { name: 'x', 'x:big': 'x'.repeat(LIMITS.valueBytes) }))],
      ['too_many_keys', wireForm(foreignItem(now, manyKeys(LIMITS.keysPerItem)))],
    ];
    const mixed = bad.flatMap(([, item]) => [item, wireForm(good())]);

    const result = await send(app, mixed, form);

    expect(result.rejected.map(({ code }) => code)).toEqual(bad.map(([code]) => code));
    expect(result.applied).toBe(bad.length);
    expect((await listAll(app)).every(({ name }) => name === 'good')).toBe(true);
  });
});

test('a stamp too far ahead is refused for its item alone, and our clock does not follow it', async () => {
  const app = await startApp();
  const now = app.wall.now();
  const near = foreignItem(now + 4 * MINUTE, { name: 'near' });
  const far = foreignItem(now + 6 * MINUTE, { name: 'far' });

  const result = await send(app, [far, near].map(wireForm));

  expect(result).toMatchObject({ applied: 1, rejected: [{ id: far.id, code: 'future_stamp' }] });
  expect((await listAll(app)).map(({ name }) => name)).toEqual(['near']);
  const { updatedAt } = await addItem(app, { name: 'ours' });
  expect(Date.parse(updatedAt)).toBe(now + 4 * MINUTE);
});

test('a refused item leaves the clock where it was', async () => {
  const app = await startApp();
  await send(app, [wireForm(foreignItem(app.wall.now() + 60 * MINUTE, { name: 'far' }))]);
  const { updatedAt } = await addItem(app, { name: 'ours' });
  expect(Date.parse(updatedAt)).toBe(app.wall.now());
});

test('keys that this version does not know survive, and are passed on untouched', async () => {
  const { a, b } = await startPair();
  const values = {
    name: 'Drill',
    'x:colour': { r: 1, list: [null, 'é'] },
    'hologram:7': [1, 2.5],
    'log:0197a3b4-c5d6-7000-8000-000000000001': 'mended',
  };
  const item = foreignItem(a.wall.now(), values);
  await send(a, [wireForm(item)]);
  await a.api('PATCH', `/items/${item.id}`, { brand: 'Bosch' });

  await a.api('POST', `/peers/${b.id}/sync`);

  const { body } = await b.api<ChangeSet>('GET', '/gossip/items/changes');
  const [passed] = body.changes as ReturnType<typeof wireForm>[];
  for (const [key, value] of Object.entries(values)) expect(passed?.keys[key]?.[0]).toEqual(value);
  expect(passed?.keys.brand?.[0]).toBe('Bosch');
  expect(await readItem(b, item.id)).toMatchObject({ name: 'Drill', brand: 'Bosch', syncVersion: 2 });
});

test('two changes of one key, neither seen by the other: the later wins, the other is kept', async () => {
  const app = await startApp();
  const base = foreignItem(app.wall.now() - 2 * MINUTE, { name: 'Drill' });
  const [early, late] = [
    changedItem(base, app.wall.now() - MINUTE, { name: 'Saw' }, 'x'),
    changedItem(base, app.wall.now(), { name: 'Plane' }, 'y'),
  ];
  await send(app, [wireForm(late)]);
  expect(await send(app, [wireForm(early)])).toMatchObject({ applied: 1, conflicts: 1 });
  expect(await send(app, [early, late, base].map(wireForm))).toMatchObject({ applied: 0, conflicts: 0 });
  expect(await readItem(app, base.id)).toMatchObject({
    name: 'Plane',
    conflictCount: 1,
    conflicts: [{ key: 'name', losingValue: 'Saw', winningValue: 'Plane' }],
  });
});

test('the cursor that comes with a batch is held with it', async () => {
  const { a, b } = await startPair();
  const item = JSON.stringify(wireForm(foreignItem(a.wall.now(), { name: 'Drill' })));
  const body = `${item}\n{"cursor":"place-1"}\n`;
  const headers = { 'content-type': 'application/x-ndjson' };
  const response = await a.gossip(b.identity, '/items/batch', { method: 'POST', body, headers });
  expect(await response.json()).toEqual({ applied: 1, conflicts: 0, rejected: [], cursor: 'place-1' });
  expect(await a.store.heldCursor(b.id)).toBe('place-1');
});

test('an empty batch is one', async () => {
  const app = await startApp();
  for (const form of ['json', 'ndjson'] as const) {
    expect(await send(app, [], form)).toEqual({ applied: 0, conflicts: 0, rejected: [], cursor: null });
  }
});

function manyKeys(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`x:${i}`, i]));
}
