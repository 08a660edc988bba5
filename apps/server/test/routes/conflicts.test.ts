import type { FieldConflict, SettleChoice, SettleManyResult } from '@brique/shared';
import type { ReplicatedItem } from '@brique/sync-core';
import { describe, expect, test } from 'vitest';
import { addItem, changeItem, readItem, removeItem, syncWith } from '../support/api.js';
import { startApp, startPair } from '../support/build-app.js';
import {
  conflictsOf,
  disagree,
  inbox,
  keptName,
  only,
  receive,
  seen,
  settle,
  undo,
  valuesOf,
} from '../support/conflicts.js';
import { changedItem, foreignItem } from '../support/documents.js';
import { MINUTE } from '../support/fake-clock.js';

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
      expect(valuesOf(again)).toEqual(['theirs', 'ours']);
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
  expect(valuesOf(field)).toEqual(['Festool', 'Metabo', 'Makita']);
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
  expect(valuesOf(only(await conflictsOf(app, base.id)))).toEqual(['theirs', 'late']);
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
    expect(valuesOf(field)).toEqual(['both', 'theirs']);
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
    expect(valuesOf(field)).toEqual([false, true]);
    expect(field.sides.map(({ peer }) => peer)).toEqual([b.id.slice(0, 8), a.id.slice(0, 8)]);
    return { a, b, id, field };
  };

  test('it stays where somebody says so; there is no third way', async () => {
    const { a, b, id, field } = await start();
    expect((await settle(b, id, field, { value: 'maybe' })).status).toBe(422);
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
      expect(valuesOf(only(await conflictsOf(app, id)))).toEqual([false, true]);
    }
  });

  test('and kept here while it is deleted there once more, it stays and asks again', async () => {
    const { a, b, id, field } = await start();
    await settle(a, id, field, { keep: 'current' });
    await settle(b, id, field, { keep: 'kept', conflict: keptName(field, true) });
    await syncWith(a, b.id);
    for (const app of [a, b]) {
      expect((await readItem(app, id)).deletedAt).toBeNull();
      expect(valuesOf(only(await conflictsOf(app, id)))).toEqual([false, true]);
    }
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
  expect([field.key, valuesOf(field)]).toEqual(['purged', [false, true]]);
  await settle(a, id, field, { keep: 'kept', conflict: keptName(field, true) });
  await syncWith(a, b.id);
  for (const app of [a, b]) {
    const item = await readItem(app, id);
    expect([item.deletedAt !== null, item.notes, item.conflictCount]).toEqual([true, 'in use', 0]);
  }
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
    expect((await conflictsOf(app, id)).map(valuesOf)).toEqual([
      ['Metabo', 'Bosch'],
      ['theirs', 'ours'],
    ]);
  }
  const again = await a.api<SettleManyResult>('POST', '/conflicts/settle', { keep: 'current', items });
  expect(again.body).toEqual({ settled: 0, passedOver: 3, undoId: null });
});
