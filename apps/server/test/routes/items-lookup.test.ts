import { type Item, type ItemLookup, type Problem, shortItemId } from '@brique/shared';
import { beforeAll, describe, expect, test } from 'vitest';
import { addItem, removeItem } from '../support/api.js';
import { buildApp, type TestApp } from '../support/build-app.js';

let app: TestApp;
let drill: Item;
let saw: Item;
beforeAll(async () => {
  app = await buildApp();
  drill = await addItem(app, { name: 'Drill', serialNumber: 'SN-4711a', notes: 'not by its notes' });
  saw = await addItem(app, { name: 'Saw', serialNumber: 'SN-4711a' });
  return () => app.close();
});

async function lookUp(text: string): Promise<string[]> {
  const { status, body } = await app.api<ItemLookup>('GET', `/items/lookup?text=${encodeURIComponent(text)}`);
  expect(status).toBe(200);
  return body.items.map(({ name }) => name);
}

describe('what a label or a name plate says finds its item', () => {
  test.each([
    ['the id', () => drill.id],
    ['the id in capitals', () => drill.id.toUpperCase()],
    ['the short id', () => shortItemId(drill.id)],
    [
      'the short id in capitals, without its hyphen',
      () => shortItemId(drill.id).replace('-', '').toUpperCase(),
    ],
    ['spaces around it', () => `  ${shortItemId(drill.id)} `],
  ])('%s', async (_what, text) => {
    expect(await lookUp(text())).toEqual(['Drill']);
  });

  test('a serial number that two items bear, in whatever case', async () => {
    for (const text of ['SN-4711a', 'SN-4711A', 'sn-4711a'])
      expect(await lookUp(text)).toEqual(['Drill', 'Saw']);
  });

  test('also in the trash', async () => {
    await removeItem(app, saw.id);
    const { body } = await app.api<ItemLookup>('GET', `/items/lookup?text=${saw.id}`);
    expect(body.items).toMatchObject([{ id: saw.id, deletedAt: expect.any(String) }]);
  });
});

test.each(['Drill', 'SN-471', '%', "' OR 1=1 --", '0000-000g', 'x'.repeat(200), '🧱'])(
  '%j finds nothing',
  async (text) => {
    expect(await lookUp(text)).toEqual([]);
  },
);

test.each(['', '?text=', '?text=%20%20', `?text=${'x'.repeat(201)}`, '?text=a%00b'])(
  'lookup%s is malformed, and the field is named',
  async (query) => {
    const { status, body } = await app.api<Problem>('GET', `/items/lookup${query}`);
    expect([status, body.errors?.[0]?.field]).toEqual([400, 'text']);
  },
);
