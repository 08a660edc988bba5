import type { FieldConflict, Problem } from '@brique/shared';
import { conflictKey, encodeItem, type Json, makeStamp, type ReplicatedItem } from '@brique/sync-core';
import { expect, test } from 'vitest';
import { readItem } from '../support/api.js';
import { startApp, type TestApp } from '../support/build-app.js';
import { conflictsOf, inbox, keptName, only, receive, seen, settle, valuesOf } from '../support/conflicts.js';
import { foreignItem } from '../support/documents.js';
import { MINUTE } from '../support/fake-clock.js';

const MB = 1024 * 1024;

/** Stamps of writes that lost, the first of them the latest. */
const lost = (at: number, n: number) => makeStamp({ millis: at - n, counter: 0 }, 'zzzzzzzz22222');

/** An item as a hostile peer may write it: values of a key that nobody has chosen between. */
function crowded(at: number, values: Record<string, Json>, kept: Record<string, readonly Json[]>) {
  const entries = Object.entries(kept).flatMap(([key, of]) =>
    of.map((value, n) => [conflictKey(key, lost(at, n)), { value }] as const),
  );
  return foreignItem(at, { ...values, ...Object.fromEntries(entries) });
}

/** Texts of 64 KiB that differ at their ends only. */
const longTexts = (count: number) => Array.from({ length: count }, (_, n) => 'é'.repeat(32_600) + n);

async function bytesOf(app: TestApp, path: string): Promise<number> {
  return (await (await app.ui(`/api/v1${path}`)).arrayBuffer()).byteLength;
}

test('a page of items of 4 MiB each is sent in about 1 MiB, and read a few at a time', async () => {
  const app = await startApp();
  const at = app.wall.now() - MINUTE;
  const items: ReplicatedItem[] = [];
  for (let i = 0; i < 3; i++) {
    const fields = Object.fromEntries(longTexts(60).map((text, n) => [`asset:${n}`, [text]]));
    const item = crowded(at - i, { name: `Hostile ${i}` }, fields);
    expect(Buffer.byteLength(encodeItem(item))).toBeGreaterThan(3.7 * MB);
    items.push(item);
    await receive(app, item);
  }
  const read: number[] = [];
  app.database.reader.on('query-response', (rows: { doc?: string }[]) => {
    read.push((Array.isArray(rows) ? rows : []).reduce((sum, { doc = '' }) => sum + doc.length, 0));
  });

  const page = await inbox(app, '?limit=50');

  expect(page.items).toHaveLength(items.length);
  for (const { fields, moreFields } of page.items) expect([fields.length, moreFields]).toEqual([20, 40]);
  expect(Math.max(...read)).toBeLessThan(4 * MB);
  expect(await bytesOf(app, '/conflicts?limit=50')).toBeLessThan(1.2 * MB);
  expect(await bytesOf(app, `/items/${items[0]?.id}`)).toBeLessThan(2 * MB);
});

test('a short text with much beside it is no way around that', async () => {
  const app = await startApp();
  const at = app.wall.now() - MINUTE;
  const padded = (n: number) => ({ type: 'text', value: `short ${n}`, beside: 'x'.repeat(60_000) });
  for (let i = 0; i < 5; i++) {
    const kept = Array.from({ length: 7 }, (_, n) => padded(n));
    await receive(app, crowded(at - i, { name: `Hostile ${i}` }, { 'asset:1': kept }));
  }
  expect(await bytesOf(app, '/conflicts?limit=50')).toBeLessThan(1.2 * MB);
  const [first] = (await inbox(app)).items;
  const [, side] = only(first?.fields ?? []).sides;
  expect(side).toMatchObject({ value: { type: 'text', value: 'short 0' }, length: expect.any(Number) });
});

test('ordinary texts of full length are told whole', async () => {
  const app = await startApp();
  const at = app.wall.now() - MINUTE;
  const notes = ['a', 'b', 'c'].map((letter) => letter.repeat(10_000)) as [string, ...string[]];
  const saws = Array.from({ length: 20 }, (_, i) =>
    crowded(at - i, { name: `Saw ${i}`, notes: notes[0] }, { notes: notes.slice(1) }),
  );
  await receive(app, ...saws);
  const page = await inbox(app);
  expect(page.items).toHaveLength(20);
  for (const { fields } of page.items) {
    expect(valuesOf(only(fields))).toEqual(notes);
    expect(only(fields).sides.map(({ length }) => length)).toEqual([undefined, undefined, undefined]);
  }
});

test('of many long values the first are told by their beginnings; all of them can be had whole, and a choice takes a whole one', async () => {
  const app = await startApp();
  const at = app.wall.now() - MINUTE;
  const texts = longTexts(50).map((text) => `${text.slice(0, 9000)} ${text.at(-1)}`);
  const [holds = '', ...kept] = texts.map((value) => ({ type: 'text', value }));
  // The rest of the page leaves it no room.
  const item = crowded(at, { name: 'Drill', 'x:A': holds, 'x:Log': holds }, { 'x:A': kept, 'x:Log': kept });
  const others = Array.from({ length: 49 }, (_, i) => crowded(at, { name: `Saw ${i}` }, { name: ['Plane'] }));
  await receive(app, item, ...others);

  const told = (await inbox(app, '?limit=50')).items.find((each) => each.item.id === item.id);
  const field = told?.fields.find(({ key }) => key === 'x:Log') ?? expect.fail();
  expect([field.sides.length, field.moreSides]).toEqual([8, 42]);
  for (const { value, length } of field.sides) {
    expect(value).toEqual({ type: 'text', value: 'é'.repeat(200) });
    expect(length).toBe(9002);
  }

  const { body: whole } = await app.api<FieldConflict>('GET', `/items/${item.id}/conflicts?key=x:Log`);
  expect(valuesOf(whole)).toEqual([holds, ...kept]);
  expect(whole).toMatchObject({ moreSides: 0, current: field.current });

  // Chosen from the list, by its name.
  const conflict = field.sides[3]?.conflict ?? expect.fail();
  expect((await settle(app, item.id, field, { keep: 'kept', conflict })).status).toBe(200);
  const now = await readItem(app, item.id);
  expect(now.ownFields.find(({ name }) => name === 'Log')).toMatchObject(kept[2] ?? {});
  // What was not seen is open still.
  const rest = now.fieldConflicts.find(({ key }) => key === 'x:Log') ?? expect.fail();
  expect(rest.sides.length - 1 + rest.moreSides).toBe(42);
});

test('an item with hundreds of conflicts is worked off a page at a time', async () => {
  const app = await startApp();
  const at = app.wall.now() - MINUTE;
  const fields = Object.fromEntries(Array.from({ length: 110 }, (_, n) => [`x:F${n}`, ['a', 'b']]));
  const item = crowded(at, { name: 'Drill' }, fields);
  await receive(app, item);
  const rounds: number[] = [];
  for (let left = 110; left > 0; ) {
    const told = (await inbox(app)).items[0] ?? expect.fail();
    left = told.moreFields;
    rounds.push(told.fields.length);
    const items = [{ id: item.id, fields: told.fields.map(seen) }];
    await app.api('POST', '/conflicts/settle', { keep: 'current', items });
    if (rounds.length > 50) expect.fail();
  }
  expect(rounds.reduce((sum, n) => sum + n)).toBe(110);
  expect((await inbox(app)).total).toBe(0);
});

test('a conflict that is settled, of no item or of no key is not there', async () => {
  const app = await startApp();
  const item = crowded(app.wall.now() - MINUTE, { name: 'Drill' }, { name: ['Saw'] });
  await receive(app, item);
  const ask = async (path: string) => (await app.api<Problem>('GET', path)).body.code;
  expect(await ask(`/items/${item.id}/conflicts?key=notes`)).toBe('not_found');
  expect(await ask(`/items/${item.id}/conflicts`)).toBe('malformed');
  expect(await ask('/items/019bb000-0000-7000-8000-000000000000/conflicts?key=name')).toBe('not_found');
  const field = only(await conflictsOf(app, item.id));
  await settle(app, item.id, field, { keep: 'kept', conflict: keptName(field, 'Saw') });
  expect(await ask(`/items/${item.id}/conflicts?key=name`)).toBe('not_found');
});
