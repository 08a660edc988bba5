import type {
  ConflictPage,
  FieldConflict,
  Item,
  Problem,
  SettleChoice,
  SettleManyResult,
  SettleResult,
} from '@brique/shared';
import type { Json, ReplicatedItem } from '@brique/sync-core';
import { describe, expect, test } from 'vitest';
import { addItem, changeItem, readItem, removeItem, restoreItem, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';
import { changedItem, foreignItem, wireForm } from '../support/documents.js';
import { MINUTE } from '../support/fake-clock.js';

const inbox = async (app: TestApp, query = '') =>
  (await app.api<ConflictPage>('GET', `/conflicts${query}`)).body;
const conflictsOf = async (app: TestApp, id: string) => (await readItem(app, id)).fieldConflicts;
const undo = (app: TestApp, undoId: string | null) =>
  app.api<{ changed: number }>('POST', '/items/undo', { undoId });

/** As the page does it: with what it was shown. */
const settle = (app: TestApp, id: string, field: FieldConflict, choice: SettleChoice) =>
  app.api<SettleResult & Problem>('POST', `/items/${id}/conflicts/settle`, { ...seen(field), choice });

const seen = ({ key, current, sides }: FieldConflict) => ({
  key,
  current,
  conflicts: sides.flatMap(({ conflict }) => conflict ?? []),
});

const only = (fields: readonly FieldConflict[]) => {
  expect(fields).toHaveLength(1);
  return fields[0] ?? expect.fail();
};
const keptName = (field: FieldConflict, value: unknown) =>
  field.sides.find((side) => !side.isCurrent && side.value === value)?.conflict ?? expect.fail();
const values = (field: FieldConflict) => field.sides.map(({ value }) => value);

/** An item that both instances changed unaware of each other, after which both hold the same. */
async function disagree(mine: object, theirs: object, start: object = {}) {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Drill', ...start });
  await syncWith(a, b.id);
  a.wall.move(MINUTE);
  await changeItem(a, id, mine);
  a.wall.move(MINUTE);
  await changeItem(b, id, theirs);
  await syncWith(a, b.id);
  return { a, b, id };
}

/** Takes in an item that others wrote. */
async function receive(app: TestApp, ...items: ReplicatedItem[]) {
  const body = JSON.stringify({ changes: items.map(wireForm) });
  const headers = { 'content-type': 'application/json' };
  const answer = await app.ui('/api/v1/gossip/items/batch', { method: 'POST', headers, body });
  expect(((await answer.json()) as { rejected: unknown[] }).rejected).toEqual([]);
}

test('a conflict tells what each side wrote, who and when, and what it was before; both instances say the same', async () => {
  const { a, b, id } = await disagree({ notes: 'ours' }, { notes: 'theirs' }, { notes: 'before' });
  const page = await inbox(a);
  expect(page).toMatchObject({ total: 1, nextCursor: null, items: [{ item: { id, conflictCount: 1 } }] });
  const start = a.wall.now();
  expect(page.items[0]?.fields).toMatchObject([
    {
      key: 'notes',
      isEditable: true,
      before: { value: 'before' },
      sides: [
        { value: 'theirs', peer: b.id.slice(0, 8), at: new Date(start).toISOString(), isCurrent: true },
        {
          value: 'ours',
          peer: a.id.slice(0, 8),
          at: new Date(start - MINUTE).toISOString(),
          isCurrent: false,
        },
      ],
    },
  ]);
  expect(await inbox(b)).toEqual(page);
  expect(await conflictsOf(a, id)).toEqual(page.items[0]?.fields);
  expect((await a.api<{ items: Item[] }>('GET', '/items?only=conflicts')).body.items).toMatchObject([{ id }]);
});

test.each([
  ['what holds', (): SettleChoice => ({ keep: 'current' }), 'theirs'],
  [
    'the other value',
    (field: FieldConflict): SettleChoice => ({ keep: 'kept', conflict: keptName(field, 'ours') }),
    'ours',
  ],
  ['a third value', (): SettleChoice => ({ value: '  both ' }), 'both'],
])(
  'one choice of %s settles it on every instance; undone, it is open again on every instance',
  async (_, choice, end) => {
    const { a, b, id } = await disagree({ notes: 'ours' }, { notes: 'theirs' });
    const shown = only(await conflictsOf(a, id));
    const changes: unknown[] = [];
    a.events.subscribe((...event) => changes.push(event));
    const { status, body } = await settle(a, id, shown, choice(shown));
    expect(status).toBe(200);
    expect(body.item).toMatchObject({ notes: end, conflictCount: 0, fieldConflicts: [], conflicts: [] });
    expect(changes).toEqual([['items-changed', { ids: [id] }]]);
    await syncWith(a, b.id);
    for (const app of [a, b]) {
      expect(await readItem(app, id)).toMatchObject({ notes: end, conflictCount: 0 });
      expect(await inbox(app)).toMatchObject({ items: [], total: 0 });
    }

    expect((await undo(a, body.undoId)).body).toEqual({ changed: 1 });
    expect(await syncWith(b, a.id)).toMatchObject({ identical: true });
    for (const app of [a, b]) {
      const again = only(await conflictsOf(app, id));
      expect(values(again)).toEqual(['theirs', 'ours']);
      // The kept side is still told as written by whom and when it was; so is what was before.
      expect(again.sides[1]).toMatchObject({ peer: shown.sides[1]?.peer, at: shown.sides[1]?.at });
      expect(again.before).toEqual(shown.before);
      expect((await readItem(app, id)).notes).toBe('theirs');
    }
    // It settles like any other.
    const again = only(await conflictsOf(b, id));
    await settle(b, id, again, { keep: 'kept', conflict: keptName(again, 'ours') });
    await syncWith(a, b.id);
    for (const app of [a, b])
      expect(await readItem(app, id)).toMatchObject({ notes: 'ours', conflictCount: 0 });
  },
);

test('three values of one field are one conflict with three sides, settled at once', async () => {
  const app = await startApp();
  const at = app.wall.now() - 10 * MINUTE;
  const base = foreignItem(at, { name: 'Drill', brand: 'Bosch' });
  const brands = ['Makita', 'Metabo', 'Festool'];
  const copies = brands.map((brand, i) => changedItem(base, at + (i + 1) * MINUTE, { brand }, `home ${i}`));
  for (const copy of [base, ...copies]) await receive(app, copy);
  const field = only(await conflictsOf(app, base.id));
  expect(values(field)).toEqual(['Festool', 'Metabo', 'Makita']);
  expect(field.before).toEqual({ value: 'Bosch' });
  const answer = await settle(app, base.id, field, { keep: 'kept', conflict: keptName(field, 'Makita') });
  expect(answer.body.item).toMatchObject({ brand: 'Makita', conflictCount: 0 });
  // Whoever still has an old copy brings nothing back.
  await receive(app, ...copies);
  expect(await readItem(app, base.id)).toMatchObject({ brand: 'Makita', conflictCount: 0 });
});

test('a value that came since is not settled with the others', async () => {
  const app = await startApp();
  const at = app.wall.now() - 10 * MINUTE;
  const base = foreignItem(at, { name: 'Drill' });
  const [mine, theirs, late] = ['ours', 'theirs', 'late'].map((notes, i) =>
    changedItem(base, at + (i === 2 ? 1 : i + 2) * MINUTE, { notes }, notes),
  ) as [ReplicatedItem, ReplicatedItem, ReplicatedItem];
  await receive(app, base, mine, theirs);
  const shown = only(await conflictsOf(app, base.id));
  await receive(app, late);
  await settle(app, base.id, shown, { keep: 'current' });
  expect(values(only(await conflictsOf(app, base.id)))).toEqual(['theirs', 'late']);
});

test('two who choose differently at once find their two choices in conflict; alike, nothing', async () => {
  const { a, b, id } = await disagree({ notes: 'ours' }, { notes: 'theirs' });
  const shown = only(await conflictsOf(a, id));
  await settle(a, id, shown, { keep: 'current' });
  a.wall.move(MINUTE);
  await settle(b, id, shown, { value: 'both' });
  await syncWith(a, b.id);
  for (const app of [a, b]) {
    const field = only(await conflictsOf(app, id));
    expect(values(field)).toEqual(['both', 'theirs']);
    expect(field.before).toEqual({ value: 'theirs' });
  }
  const again = only(await conflictsOf(a, id));
  for (const app of [a, b]) {
    await settle(app, id, again, { keep: 'kept', conflict: keptName(again, 'theirs') });
  }
  await syncWith(a, b.id);
  for (const app of [a, b]) {
    expect(await readItem(app, id)).toMatchObject({ notes: 'theirs', conflictCount: 0 });
  }
});

describe('deleted on one instance and changed on another', () => {
  const start = async () => {
    const { a, b } = await startPair();
    const { id } = await addItem(a, { name: 'Drill' });
    await syncWith(a, b.id);
    await removeItem(a, id);
    a.wall.move(MINUTE);
    await changeItem(b, id, { notes: 'in use' });
    await syncWith(a, b.id);
    const field = only(await conflictsOf(a, id));
    expect(field).toMatchObject({ key: 'deleted', isEditable: false, before: null });
    expect(values(field)).toEqual([false, true]);
    expect(field.sides.map(({ peer }) => peer)).toEqual([b.id.slice(0, 8), a.id.slice(0, 8)]);
    return { a, b, id, field };
  };

  test('it stays where somebody says so', async () => {
    const { a, b, id, field } = await start();
    await settle(b, id, field, { keep: 'current' });
    await syncWith(a, b.id);
    for (const app of [a, b]) {
      expect(await readItem(app, id)).toMatchObject({ deletedAt: null, conflictCount: 0 });
    }
  });

  test('or goes to the trash, and comes back by undo', async () => {
    const { a, b, id, field } = await start();
    const { body } = await settle(b, id, field, { keep: 'kept', conflict: keptName(field, true) });
    await syncWith(a, b.id);
    for (const app of [a, b]) {
      const item = await readItem(app, id);
      expect([item.deletedAt !== null, item.conflictCount]).toEqual([true, 0]);
    }
    await undo(b, body.undoId);
    await syncWith(a, b.id);
    for (const app of [a, b]) {
      expect((await readItem(app, id)).deletedAt).toBeNull();
      expect(values(only(await conflictsOf(app, id)))).toEqual([false, true]);
    }
  });

  test('and kept here while it is deleted there once more, it stays and asks again', async () => {
    const { a, b, id, field } = await start();
    await settle(a, id, field, { keep: 'current' });
    await settle(b, id, field, { keep: 'kept', conflict: keptName(field, true) });
    await syncWith(a, b.id);
    for (const app of [a, b]) {
      expect((await readItem(app, id)).deletedAt).toBeNull();
      expect(values(only(await conflictsOf(app, id)))).toEqual([false, true]);
    }
  });

  test('takes no third value', async () => {
    const { a, id, field } = await start();
    const { status, body } = await settle(a, id, field, { value: 'maybe' });
    expect([status, body.code]).toEqual([422, 'invalid_input']);
  });
});

test('what was deleted for good elsewhere goes to the trash at most', async () => {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Drill' });
  await syncWith(a, b.id);
  await removeItem(a, id);
  await a.api('POST', '/items/purge', { ids: [id] });
  await changeItem(b, id, { notes: 'in use' });
  await syncWith(a, b.id);
  const field = only(await conflictsOf(a, id));
  expect([field.key, values(field)]).toEqual(['purged', [false, true]]);
  await settle(a, id, field, { keep: 'kept', conflict: keptName(field, true) });
  await syncWith(a, b.id);
  for (const app of [a, b]) {
    const item = await readItem(app, id);
    expect([item.deletedAt !== null, item.notes, item.conflictCount]).toEqual([true, 'in use', 0]);
  }
});

test('a person’s own fields are in conflict like any other, whatever they are called', async () => {
  const name = '"Länge" \\ 1.5';
  const field = (value: Json) => ({ ownFields: { [name]: { type: 'text', value } } });
  const { a, b, id } = await disagree(field('2 m'), field('3 m'), field('1 m'));
  const shown = only(await conflictsOf(a, id));
  expect(shown).toMatchObject({ key: `x:${name}`, before: { value: { type: 'text', value: '1 m' } } });
  const bad = await settle(a, id, shown, { value: { type: 'number', value: 'four' } });
  expect(bad.body).toMatchObject({ code: 'invalid_input', errors: [{ code: 'bad_number' }] });
  const { body } = await settle(a, id, shown, { value: { type: 'number', value: 4 } });
  expect(body.item.ownFields).toEqual([{ name, type: 'number', value: 4 }]);
  await syncWith(a, b.id);
  expect(await readItem(b, id)).toMatchObject({ conflictCount: 0, ownFields: body.item.ownFields });
});

test('fields come in the order of forms, and what was before is told where it is known', async () => {
  const { a, id } = await disagree(
    { notes: 'ours', brand: 'Bosch', name: 'Drill 1', ownFields: { Shelf: { type: 'text', value: '1' } } },
    { notes: 'theirs', brand: 'Metabo', name: 'Drill 2', ownFields: { Shelf: { type: 'text', value: '2' } } },
  );
  const fields = await conflictsOf(a, id);
  expect(fields.map(({ key, before }) => [key, before])).toEqual([
    ['name', { value: 'Drill' }],
    ['brand', { value: '' }],
    ['notes', { value: '' }],
    ['x:Shelf', { value: null }],
  ]);
  // Whoever was not there knows only the values.
  const late = await startApp();
  const [doc] = await a.database.reader('items').where({ id }).select('doc');
  const headers = { 'content-type': 'application/x-ndjson' };
  await late.ui('/api/v1/gossip/items/batch', { method: 'POST', headers, body: doc?.doc });
  expect((await conflictsOf(late, id)).map(({ before }) => before)).toEqual([null, null, null, null]);
});

test('what one side alone had seen is not told as what was before', async () => {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Drill', notes: 'before' });
  await syncWith(a, b.id);
  await changeItem(a, id, { notes: 'draft' });
  await changeItem(a, id, { notes: 'ours' });
  a.wall.move(MINUTE);
  await changeItem(b, id, { notes: 'theirs' });
  await syncWith(a, b.id);
  for (const app of [a, b]) {
    expect(only(await conflictsOf(app, id)).before).toEqual({ value: 'before' });
  }
});

test('an ordinary edit leaves the conflict open, and a choice made before it was seen is refused', async () => {
  const { a, b, id } = await disagree({ notes: 'ours' }, { notes: 'theirs' });
  const shown = only(await conflictsOf(a, id));
  await changeItem(b, id, { notes: 'newer' });
  await syncWith(a, b.id);
  expect(values(only(await conflictsOf(a, id)))).toEqual(['newer', 'ours']);
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
  expect(values(only(await conflictsOf(a, id)))).toEqual(['Plane', 'Saw']);
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

test('the inbox comes a page at a time, what changed last first', async () => {
  const app = await startApp();
  const start = app.wall.now() - 100 * MINUTE;
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) {
    const base = foreignItem(start + i, { name: `Thing ${i}` });
    ids.push(base.id);
    const copies = ['one', 'two'].map((notes) => changedItem(base, start + MINUTE, { notes }, notes));
    app.wall.move(1000);
    await receive(app, base, ...copies);
  }
  await addItem(app, { name: 'In no conflict' });
  const seenIds: string[] = [];
  for (let query = '?limit=2', pages = 0; pages < 5; pages++) {
    const page = await inbox(app, query);
    expect(page.total).toBe(5);
    seenIds.push(...page.items.map(({ item }) => item.id));
    if (page.nextCursor === null) break;
    query = `?limit=2&cursor=${page.nextCursor}`;
  }
  expect(seenIds).toEqual(ids.toReversed());
  expect((await app.api<Problem>('GET', '/conflicts?cursor=x')).body.code).toBe('malformed');
  expect((await app.api<Problem>('GET', '/conflicts?limit=51')).body.code).toBe('malformed');
});

test('what holds is kept in many conflicts at once; what is not as it was seen is passed over; undo opens all again', async () => {
  const { a, b, id } = await disagree(
    { notes: 'ours', brand: 'Bosch' },
    { notes: 'theirs', brand: 'Metabo' },
  );
  const other = await addItem(a, { name: 'Saw', notes: 'calm' });
  const fields = await conflictsOf(a, id);
  const items = [
    { id, fields: fields.map(seen) },
    { id: other.id, fields: [{ ...seen(fields[0] ?? expect.fail()), key: 'notes' }] },
  ];
  const { body } = await a.api<SettleManyResult>('POST', '/conflicts/settle', { keep: 'current', items });
  expect(body).toMatchObject({ settled: 2, passedOver: 1 });
  await syncWith(a, b.id);
  for (const app of [a, b]) {
    expect(await readItem(app, id)).toMatchObject({ notes: 'theirs', brand: 'Metabo', conflictCount: 0 });
  }
  expect((await undo(a, body.undoId)).body).toEqual({ changed: 1 });
  await syncWith(a, b.id);
  for (const app of [a, b]) {
    expect((await conflictsOf(app, id)).map(values)).toEqual([
      ['Metabo', 'Bosch'],
      ['theirs', 'ours'],
    ]);
  }
  const again = await a.api<SettleManyResult>('POST', '/conflicts/settle', { keep: 'current', items });
  expect(again.body).toEqual({ settled: 0, passedOver: 3, undoId: null });
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
