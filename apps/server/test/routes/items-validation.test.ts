import { type Item, LIMITS, type Problem } from '@brique/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addItem, listItems, readItem } from '../support/api.js';
import { buildApp, type TestApp } from '../support/build-app.js';

let app: TestApp;
let item: Item;
beforeAll(async () => {
  app = await buildApp();
  item = await addItem(app, { name: 'Drill' });
});
afterAll(() => app.close());

/** What is wrong with a body, and what is said of it. */
const WRONG: [string, unknown, { field: string; code: string }[]][] = [
  ['no object', [], [{ field: '', code: 'wrong_type' }]],
  ['null', null, [{ field: '', code: 'wrong_type' }]],
  ['a text', 'Drill', [{ field: '', code: 'wrong_type' }]],
  ['an empty name', { name: '' }, [{ field: 'name', code: 'required' }]],
  ['a blank name', { name: ' \t ' }, [{ field: 'name', code: 'required' }]],
  ['a name that is no text', { name: 7 }, [{ field: 'name', code: 'wrong_type' }]],
  ['a name of null', { name: null }, [{ field: 'name', code: 'wrong_type' }]],
  ['a name too long', { name: 'x'.repeat(LIMITS.nameLength + 1) }, [{ field: 'name', code: 'too_long' }]],
  ['a NUL', { name: 'a\0b' }, [{ field: 'name', code: 'bad_characters' }]],
  ['half a character', { name: 'a\ud800' }, [{ field: 'name', code: 'bad_characters' }]],
  [
    'notes too long',
    { name: 'x', notes: 'x'.repeat(LIMITS.notesLength + 1) },
    [{ field: 'notes', code: 'too_long' }],
  ],
  [
    'a day that does not exist',
    { name: 'x', purchaseDate: '2023-02-30' },
    [{ field: 'purchaseDate', code: 'bad_date' }],
  ],
  [
    'a date of another form',
    { name: 'x', purchaseDate: '30/01/2023' },
    [{ field: 'purchaseDate', code: 'bad_date' }],
  ],
  ['a field that items have not', { name: 'x', colour: 'red' }, [{ field: 'colour', code: 'unknown_field' }]],
  [
    'a field that only we write',
    { name: 'x', syncVersion: 9 },
    [{ field: 'syncVersion', code: 'unknown_field' }],
  ],
  [
    'the prototype',
    JSON.parse('{"name":"x","__proto__":{"a":1}}'),
    [{ field: '__proto__', code: 'unknown_field' }],
  ],
  [
    'several things',
    { name: '', brand: 4, purchaseDate: 'soon' },
    [
      { field: 'name', code: 'required' },
      { field: 'brand', code: 'wrong_type' },
      { field: 'purchaseDate', code: 'bad_date' },
    ],
  ],
];

describe.each(WRONG)('a body with %s', (_, body, problems) => {
  const expected = problems.map((problem) => ({ ...problem, message: expect.stringMatching(/\w{3}.*\.$/) }));

  test('is refused by POST, naming each field and what would mend it', async () => {
    const answer = await app.api<Problem>('POST', '/items', body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'invalid_input', status: 422, errors: expected });
  });

  test('is refused by PATCH, and nothing changes', async () => {
    const answer = await app.api<Problem>('PATCH', `/items/${item.id}`, body);
    expect([answer.status, answer.body.errors]).toEqual([422, expected]);
    expect(await readItem(app, item.id)).toMatchObject(item);
  });
});

test('POST wants a name; PATCH does not', async () => {
  const { status, body } = await app.api<Problem>('POST', '/items', { brand: 'Bosch' });
  expect([status, body.errors?.[0]?.field]).toEqual([422, 'name']);
  expect((await app.api('PATCH', `/items/${item.id}`, {})).status).toBe(200);
});

test('lengths count characters as people do', async () => {
  const name = '🔧'.repeat(LIMITS.nameLength);
  expect((await addItem(app, { name })).name).toBe(name);
});

test('a thousand wrong fields are answered with a bounded list', async () => {
  const body = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`field${i}`, i]));
  const answer = await app.api<Problem>('POST', '/items', body);
  expect(answer.status).toBe(422);
  expect(answer.body.errors?.length).toBeLessThan(50);
});

test('nothing that was refused is in the list', async () => {
  const { items } = await listItems(app);
  expect(items.filter(({ name }) => name !== 'Drill' && !name.startsWith('🔧'))).toEqual([]);
});
