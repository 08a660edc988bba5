import type { Item, Problem } from '@brique/shared';
import { conflictKey, makeStamp } from '@brique/sync-core';
import { expect, test } from 'vitest';
import { addItem, changeItem, readItem, syncWith } from '../support/api.js';
import { startApp, startPair } from '../support/build-app.js';
import { conflictsOf, disagree, inbox, only, receive, settle } from '../support/conflicts.js';
import { changedItem, foreignItem } from '../support/documents.js';
import { MINUTE } from '../support/fake-clock.js';

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

test('a person’s own fields are in conflict like any other, whatever they are called', async () => {
  const name = '"Länge" \\ 1.5';
  const field = (value: string) => ({ ownFields: { [name]: { type: 'text', value } as const } });
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

test('items that a peer filled with conflicts are shown by few statements and a bounded number of rows', async () => {
  const app = await startApp();
  const start = app.wall.now() - 100 * MINUTE;
  const keys = Array.from({ length: 300 }, (_, n) => `x:F${n}`);
  const valued = (value: string) => Object.fromEntries(keys.map((key) => [key, value]));
  const lost = makeStamp({ millis: start, counter: 0 }, 'zzzzzzzz22222');
  const open = Object.fromEntries(keys.map((key) => [conflictKey(key, lost), { value: '' }]));
  let items = Array.from({ length: 20 }, (_, i) =>
    foreignItem(start + i, { name: `Hostile ${i}`, ...open, ...valued('0') }),
  );
  for (let write = 1; write <= 6; write++) {
    await receive(app, ...items);
    items = items.map((item) => changedItem(item, start + write * MINUTE, valued(`${write}`)));
  }
  const answers: unknown[][] = [];
  app.database.reader.on('query-response', (rows: unknown) =>
    answers.push(Array.isArray(rows) ? rows : [rows]),
  );

  const page = await inbox(app, '?limit=20');

  expect(page.items.map(({ fields, moreFields }) => [fields.length, moreFields])).toEqual(
    items.map(() => [20, 280]),
  );
  expect(answers.length).toBeLessThan(10);
  expect(answers.flat().length).toBeLessThan(5000);
  answers.length = 0;
  expect(await readItem(app, items[0]?.id ?? '')).toMatchObject({
    fieldConflicts: { length: 200 },
    moreFieldConflicts: 100,
  });
  expect(answers.length).toBeLessThan(10);
  expect(answers.flat().length).toBeLessThan(500);
});
