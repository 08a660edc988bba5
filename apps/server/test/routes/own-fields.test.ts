import type { BulkResult, OwnFieldUses, Problem } from '@brique/shared';
import { LIMITS } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, readItem } from '../support/api.js';
import { startApp } from '../support/build-app.js';
import { OWN_FIELDS as FIELDS } from '../support/sample-own-fields.js';

const LISTED = Object.entries(FIELDS)
  .map(([name, field]) => ({ name, ...field }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

test('own fields come back by name, with their types', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill', ownFields: FIELDS });
  const item = await readItem(app, id);
  expect(item.ownFields).toEqual(LISTED);
  expect(item.syncVersion).toBe(1);
  expect(item.history.map(({ key }) => key)).toContain('x:Warranty until');
});

test('a change touches the fields it names, and null removes one', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill', ownFields: FIELDS });
  app.wall.move(60_000);
  await changeItem(app, id, {
    ownFields: { Parts: null, Colour: { type: 'text', value: 'beech' }, Shelf: { type: 'number', value: 3 } },
  });
  const item = await readItem(app, id);
  expect(item.ownFields.map(({ name, value }) => [name, value])).toEqual([
    ['Colour', 'beech'],
    ['Power (W)', 750.5],
    ['Shelf', 3],
    ['Warranty until', '2027-02-28'],
  ]);
  expect(item.syncVersion).toBe(2);
  const last = item.history.filter(({ isFirst }) => !isFirst);
  expect(last.map(({ key, isEmpty }) => [key, isEmpty]).sort()).toEqual([
    ['x:Colour', false],
    ['x:Parts', true],
    ['x:Shelf', false],
  ]);
  // It can come back, as another type.
  await changeItem(app, id, { ownFields: { Parts: { type: 'text', value: 'in the drawer' } } });
  expect((await readItem(app, id)).ownFields).toContainEqual({
    name: 'Parts',
    type: 'text',
    value: 'in the drawer',
  });
});

test('what is there already is no change, nor is removing what is not there', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill', ownFields: FIELDS });
  await changeItem(app, id, { ownFields: { Colour: FIELDS.Colour, Nothing: null } });
  expect((await readItem(app, id)).syncVersion).toBe(1);
});

test('names are stored in one form', async () => {
  const app = await startApp();
  const { id } = await addItem(app, {
    name: 'Drill',
    ownFields: { ' Pre\u0302t\ta\u0300 ': { type: 'text', value: ' Léa ' } },
  });
  expect((await readItem(app, id)).ownFields).toEqual([{ name: 'Prêt à', type: 'text', value: 'Léa' }]);
});

const WRONG: [string, unknown, string, string][] = [
  ['a list', [], 'ownFields', 'wrong_type'],
  ['a text', 'Colour', 'ownFields', 'wrong_type'],
  ['no name', { '': FIELDS.Colour }, 'ownFields.', 'bad_field_name'],
  ['a blank name', { ' \t': FIELDS.Colour }, 'ownFields. \t', 'bad_field_name'],
  ['a NUL in a name', { 'a\0b': FIELDS.Colour }, 'ownFields.a\0b', 'bad_field_name'],
  ['a long name', { ['x'.repeat(61)]: FIELDS.Colour }, `ownFields.${'x'.repeat(61)}`, 'bad_field_name'],
  ['one name twice', { a: FIELDS.Colour, ' a': FIELDS.Colour }, 'ownFields. a', 'duplicate'],
  ['a bare value', { Colour: 'red' }, 'ownFields.Colour', 'wrong_type'],
  ['no type', { Colour: { value: 'red' } }, 'ownFields.Colour', 'unknown_type'],
  ['another type', { Colour: { type: 'html', value: 'red' } }, 'ownFields.Colour', 'unknown_type'],
  ['no value', { Colour: { type: 'text' } }, 'ownFields.Colour', 'wrong_type'],
  ['an empty text', { Colour: { type: 'text', value: ' ' } }, 'ownFields.Colour', 'required'],
  ['half a character', { Colour: { type: 'text', value: '\ud800' } }, 'ownFields.Colour', 'bad_characters'],
  [
    'a text too long',
    { Colour: { type: 'text', value: 'x'.repeat(10_001) } },
    'ownFields.Colour',
    'too_long',
  ],
  ['a number as text', { W: { type: 'number', value: '7' } }, 'ownFields.W', 'bad_number'],
  ['a day that does not exist', { D: { type: 'date', value: '2023-02-30' } }, 'ownFields.D', 'bad_date'],
  ['a script', { L: { type: 'link', value: 'javascript:alert(1)' } }, 'ownFields.L', 'bad_link'],
  ['a hidden script', { L: { type: 'link', value: 'java\nscript:alert(1)' } }, 'ownFields.L', 'bad_link'],
  ['a data link', { L: { type: 'link', value: 'data:text/html,<b>' } }, 'ownFields.L', 'bad_link'],
  ['half a link', { L: { type: 'link', value: 'https://' } }, 'ownFields.L', 'bad_link'],
  ['two links', { L: { type: 'link', value: 'https://a.org https://b.org' } }, 'ownFields.L', 'bad_link'],
];

test.each(WRONG)('own fields with %s are refused, and nothing changes', async (_, ownFields, field, code) => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  const problem = { field, code, message: expect.stringMatching(/\w{3}.*\.$/) };
  for (const [method, path] of [
    ['POST', '/items'],
    ['PATCH', `/items/${id}`],
  ] as const) {
    const { status, body } = await app.api<Problem>(method, path, { name: 'Saw', ownFields });
    expect([status, body.code, body.errors]).toEqual([422, 'invalid_input', [problem]]);
  }
  expect(await readItem(app, id)).toMatchObject({ name: 'Drill', ownFields: [], syncVersion: 1 });
});

test('an infinite number is refused', async () => {
  const app = await startApp();
  const body = '{"name":"Saw","ownFields":{"W":{"type":"number","value":1e400}}}';
  const headers = { 'content-type': 'application/json' };
  const { status } = await app.ui('/api/v1/items', { method: 'POST', headers, body });
  expect([400, 422]).toContain(status);
});

test('an item has at most fifty, however they come', async () => {
  const app = await startApp();
  const many = (from: number, count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`field ${from + i}`, { type: 'number' as const, value: i }]),
    );
  const refused = async (method: string, path: string, ownFields: object) => {
    const { status, body } = await app.api<Problem>(method, path, { name: 'Drill', ownFields });
    expect([status, body.errors?.[0]]).toMatchObject([422, { field: 'ownFields', code: 'too_many_fields' }]);
  };
  await refused('POST', '/items', many(0, LIMITS.ownFieldsPerItem + 1));
  const { id } = await addItem(app, { name: 'Drill', ownFields: many(0, LIMITS.ownFieldsPerItem) });
  await refused('PATCH', `/items/${id}`, many(50, 1));
  // One for another is as many.
  await changeItem(app, id, { ownFields: { ...many(50, 1), 'field 0': null } });
  expect((await readItem(app, id)).ownFields).toHaveLength(LIMITS.ownFieldsPerItem);
});

test('names that were removed are not forgotten without end', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  const swap = (round: number) => {
    const names = (of: number, value: object | null) =>
      Array.from({ length: 25 }, (_, i) => [`${of}-${i}`, value]);
    const field = { type: 'number', value: 1 };
    const ownFields = Object.fromEntries([...names(round - 1, null), ...names(round, field)]);
    return app.api<Problem>('PATCH', `/items/${id}`, { ownFields });
  };
  for (let round = 1; round <= 20; round++) expect((await swap(round)).status).toBe(200);
  const { status, body } = await swap(21);
  expect([status, body.errors?.[0]?.code]).toEqual([422, 'too_many_fields']);
});

test('many items get a field at once, and lose it by undo', async () => {
  const app = await startApp();
  const ids = [(await addItem(app, { name: 'Drill' })).id, (await addItem(app, { name: 'Saw' })).id];
  const changes = { ownFields: { Shelf: { type: 'text', value: 'B2' } } };
  const { body } = await app.api<BulkResult>('POST', '/items/bulk', { ids, action: 'change', changes });
  expect(body.changed).toBe(2);
  expect((await readItem(app, ids[1] ?? '')).ownFields).toHaveLength(1);
  await app.api('POST', '/items/undo', { undoId: body.undoId });
  for (const id of ids) expect((await readItem(app, id)).ownFields).toEqual([]);
});

test('suggestions are the fields in use, most frequent first', async () => {
  const app = await startApp();
  const uses = async () => (await app.api<OwnFieldUses>('GET', '/items/own-fields')).body.fields;
  expect(await uses()).toEqual([]);
  await addItem(app, { name: 'Drill', ownFields: { Shelf: { type: 'text', value: 'B2' } } });
  await addItem(app, { name: 'Saw', ownFields: { Shelf: { type: 'text', value: 'B3' }, ...FIELDS } });
  const { id } = await addItem(app, { name: 'Gone', ownFields: { Lost: { type: 'text', value: 'x' } } });
  await app.api('DELETE', `/items/${id}`);
  expect((await uses()).map(({ name, type, count }) => [name, type, count])).toEqual([
    ['Shelf', 'text', 2],
    ['Colour', 'text', 1],
    ['Parts', 'link', 1],
    ['Power (W)', 'number', 1],
    ['Warranty until', 'date', 1],
  ]);
});
