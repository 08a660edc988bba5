import type { Item, ItemDetail, Problem } from '@brique/shared';
import { LIMITS } from '@brique/shared';
import type { Json } from '@brique/sync-core';
import { expect, test } from 'vitest';
import { addItem, answerOf, changeItem, readItem, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';
import { foreignItem, wireForm } from '../support/documents.js';
import { OWN_FIELDS as FIELDS } from '../support/sample-own-fields.js';

/** What another program may write under `x:`, and how it is shown. */
const ODD: [Json, object | null][] = [
  [null, null],
  ['plain', { type: 'text', value: 'plain' }],
  [7, { type: 'text', value: '7' }],
  [true, { type: 'text', value: 'true' }],
  [[1, 'a'], { type: 'text', value: '[1,"a"]' }],
  [{}, { type: 'text', value: '{}' }],
  [
    { type: 'colour', value: 'red' },
    { type: 'text', value: 'red' },
  ],
  [
    { type: 'link', value: 'javascript:alert(1)' },
    { type: 'text', value: 'javascript:alert(1)' },
  ],
  [
    { type: 'number', value: '12' },
    { type: 'text', value: '12' },
  ],
  [
    { type: 'date', value: '2023-02-30' },
    { type: 'text', value: '2023-02-30' },
  ],
  [
    { type: 'text', value: 'a\0b\u0007' },
    { type: 'text', value: 'ab' },
  ],
  [
    { type: 'text', value: { deep: [null] } },
    { type: 'text', value: '{"deep":[null]}' },
  ],
  ['y'.repeat(60_000), { type: 'text', value: 'y'.repeat(LIMITS.ownTextLength) }],
];

async function receive(app: TestApp, values: Record<string, Json>): Promise<string> {
  const item = foreignItem(app.wall.now() - 1000, { name: 'Guest', ...values });
  const { body } = await app.api<{ applied: number }>('POST', '/gossip/items/batch', {
    changes: [wireForm(item)],
  });
  expect(body.applied).toBe(1);
  return item.id;
}

test('what another instance wrote in whatever shape is shown safely, exported and imported', async () => {
  const app = await startApp();
  const values = Object.fromEntries(ODD.map(([value], i) => [`x:odd ${10 + i}`, value]));
  const id = await receive(app, { ...values, [`x:${'n'.repeat(200)}`]: 'long name', 'x:__proto__': 'p' });
  const item = await readItem(app, id);
  const shown = item.ownFields.filter(({ name }) => name.startsWith('odd'));
  expect(shown).toEqual(ODD.flatMap(([, field], i) => (field ? { name: `odd ${10 + i}`, ...field } : [])));

  for (const format of ['csv', 'json']) {
    const file = await (await app.ui(`/api/v1/items/export?format=${format}`)).arrayBuffer();
    const to = await startApp({ name: 'Garage' });
    const init = { method: 'POST', body: file };
    const { body } = await answerOf(await to.ui(`/api/v1/items/import?format=${format}`, init));
    expect(body).toMatchObject({ imported: 1, errors: [] });
    expect((await readItem(to, id)).ownFields).toEqual(item.ownFields);
  }
  // A field with a name that nobody could give here can be removed, and the others edited.
  await changeItem(app, id, { ownFields: { ['n'.repeat(200)]: null } });
  expect((await readItem(app, id)).ownFields.some(({ name }) => name.startsWith('nnn'))).toBe(false);
});

test('different own fields changed on both sides both survive, also removed ones; the same one is a conflict', async () => {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Drill', ownFields: FIELDS });
  await syncWith(a, b.id);
  await changeItem(a, id, { ownFields: { Colour: { type: 'text', value: 'red' }, Parts: null } });
  await changeItem(b, id, { ownFields: { 'Power (W)': { type: 'number', value: 800 } } });
  expect(await syncWith(a, b.id)).toMatchObject({ conflicts: 0, identical: true });
  for (const app of [a, b]) {
    expect((await readItem(app, id)).ownFields.map(({ name, value }) => [name, value])).toEqual([
      ['Colour', 'red'],
      ['Power (W)', 800],
      ['Warranty until', '2027-02-28'],
    ]);
  }

  await changeItem(a, id, { ownFields: { Colour: { type: 'text', value: 'green' } } });
  a.wall.move(1000);
  await changeItem(b, id, { ownFields: { Colour: { type: 'number', value: 3 } } });
  expect(await syncWith(a, b.id)).toMatchObject({ conflicts: 1, identical: true });
  for (const app of [a, b]) {
    expect((await readItem(app, id)).conflicts).toMatchObject([
      {
        key: 'x:Colour',
        losingValue: { type: 'text', value: 'green' },
        winningValue: { type: 'number', value: 3 },
      },
    ]);
  }
});

test('a CSV file has a column for each own field, in whatever items it is', async () => {
  const app = await startApp();
  const ids = [
    (await addItem(app, { name: 'Drill', ownFields: FIELDS })).id,
    (await addItem(app, { name: 'Saw', ownFields: { Colour: { type: 'number', value: -3 } } })).id,
  ];
  await addItem(app, { name: 'Lamp', ownFields: { Hidden: { type: 'text', value: 'x' } } });
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ format: 'csv', ids });
  const text = await (await app.ui('/api/v1/items/export', { method: 'POST', headers, body })).text();
  const [header = ''] = text.split('\r\n');
  expect(header.split(',').slice(11)).toEqual([
    '"x:Colour (number)"',
    '"x:Colour (text)"',
    '"x:Parts (link)"',
    '"x:Power (W) (number)"',
    '"x:Warranty until (date)"',
  ]);
});

test('a table of somebody else may name own fields, with numbers as they write them', async () => {
  const app = await startApp();
  const file = [
    'name;x:Colour;x:Power (number);x:Warranty (date);x:Parts (link)',
    'Drill;red;"12,5";2027/02/28;https://example.org',
    'Saw;;;;',
  ].join('\n');
  const init = { method: 'POST', body: file };
  const { body } = await answerOf(await app.ui('/api/v1/items/import?format=csv', init));
  expect(body).toMatchObject({ imported: 2, errors: [] });
  const { items } = (await app.api<{ items: Item[] }>('GET', '/items')).body;
  const details = await Promise.all(items.map(({ id }) => readItem(app, id)));
  expect(details.map((item: ItemDetail) => item.ownFields.map(({ value }) => value))).toEqual([
    ['red', 'https://example.org', 12.5, '2027-02-28'],
    [],
  ]);

  const bad = { method: 'POST', body: 'name,x:Power (number)\nDrill,"1,234"' };
  const refused = await answerOf<Problem>(await app.ui('/api/v1/items/import?format=csv', bad));
  expect([refused.status, refused.body.errors]).toMatchObject([
    422,
    [{ row: 1, field: 'ownFields.Power', code: 'bad_number' }],
  ]);
});
