import type { ImportResult, Problem } from '@brique/shared';
import { describe, expect, test } from 'vitest';
import { addItem, answerOf, listAll, listItems, removeItem } from '../support/api.js';
import { startApp, type TestApp } from '../support/build-app.js';

type Refusal = Problem & ImportResult;

const importFile = async <T = ImportResult>(app: TestApp, file: string, query = '') =>
  answerOf<T>(await app.ui(`/api/v1/items/import?${query}`, { method: 'POST', body: file }));

/** The answer to an import without mistakes. */
const result = (counts: Partial<ImportResult>) => ({
  ...{ imported: 0, skipped: 0, updated: 0, errors: [], errorCount: 0, undoId: expect.any(String) },
  ...counts,
});

const CSV =
  'Name;Marque;N° de série;Date d’achat;Notes\nPerceuse;Bosch;S1;2020-01-02;"une\ndeux; trois"\nLampe;;;;\n';
const JSON_FILE = JSON.stringify([
  { name: 'Drill', brand: 'Bosch', serialNumber: 'S1', purchaseDate: '2020-01-02' },
  { name: 'Lamp' },
]);

test('a CSV file is read by the names of its columns', async () => {
  const app = await startApp();
  const { status, body } = await importFile(app, CSV, 'format=csv');
  expect([status, body]).toEqual([200, result({ imported: 2 })]);
  const items = await listAll(app, { sort: '-name' });
  expect(items).toMatchObject([
    {
      name: 'Perceuse',
      brand: 'Bosch',
      serialNumber: 'S1',
      purchaseDate: '2020-01-02',
      notes: 'une\ndeux; trois',
    },
    { name: 'Lampe', brand: '', purchaseDate: null, originPeerId: app.id, syncVersion: 1 },
  ]);
});

test('a JSON file is read by its keys', async () => {
  const app = await startApp();
  expect((await importFile(app, JSON_FILE)).body).toEqual(result({ imported: 2 }));
  expect((await listAll(app)).map(({ name }) => name)).toEqual(['Drill', 'Lamp']);
});

test('a map says which column is which', async () => {
  const app = await startApp();
  const map = encodeURIComponent(JSON.stringify({ name: 'what', notes: 'Name', brand: '' }));
  await importFile(app, 'what,Name,brand\nDrill,a note,Bosch\n', `format=csv&map=${map}`);
  expect(await listAll(app)).toMatchObject([{ name: 'Drill', notes: 'a note', brand: '' }]);
});

test.each(['csv', 'json'])(
  'a dry run of %s says what the real run will do, and does nothing',
  async (format) => {
    const app = await startApp();
    await addItem(app, { name: 'here', serialNumber: 'S1' });
    const file = format === 'csv' ? CSV : JSON_FILE;

    const dry = await importFile(app, file, `format=${format}&dryRun=1`);
    expect((await listItems(app)).total).toBe(1);
    const real = await importFile(app, file, `format=${format}`);

    expect(dry.body).toEqual({ ...(real.body as object), undoId: null });
    expect(real.body).toEqual(result({ imported: 1, skipped: 1 }));
    expect((await listItems(app)).total).toBe(2);
  },
);

describe('duplicates are skipped', () => {
  const rows = (...serials: string[]) =>
    JSON.stringify(serials.map((serialNumber) => ({ name: 'x', serialNumber })));

  test('within the file, and against the inventory', async () => {
    const app = await startApp();
    expect((await importFile(app, rows('a', 'b', 'a', '', ''))).body).toMatchObject({
      imported: 4,
      skipped: 1,
    });
    expect((await importFile(app, rows('b', 'c', ''))).body).toMatchObject({ imported: 2, skipped: 1 });
  });

  test('a serial number in the trash is free again', async () => {
    const app = await startApp();
    await removeItem(app, (await addItem(app, { name: 'x', serialNumber: 'a' })).id);
    expect((await importFile(app, rows('a'))).body).toMatchObject({ imported: 1, skipped: 0 });
  });

  test('a serial number is compared as it is stored', async () => {
    const app = await startApp();
    await addItem(app, { name: 'x', serialNumber: 'é' });
    expect((await importFile(app, rows(' e\u0301 '))).body).toMatchObject({ imported: 0, skipped: 1 });
  });
});

test('the whole file or nothing: one mistake in the last of 3,000 rows', async () => {
  const app = await startApp();
  const lines = Array.from({ length: 3000 }, (_, i) => `Item ${i},2024-01-01`);
  const file = ['name,purchase date', ...lines, 'Last,yesterday'].join('\n');

  const { status, body } = await importFile<Refusal>(app, file, 'format=csv');

  expect([status, body.code, body.imported, body.skipped]).toEqual([422, 'import_invalid', 0, 0]);
  expect(body.errors).toEqual([
    { row: 3001, field: 'purchaseDate', code: 'bad_date', message: expect.stringContaining('YYYY-MM-DD') },
  ]);
  expect((await listItems(app)).total).toBe(0);
});

test('a dry run names the mistakes and still counts the rest', async () => {
  const app = await startApp();
  const { status, body } = await importFile(
    app,
    'name,brand\nDrill,\n,Bosch\nLamp,\n',
    'format=csv&dryRun=1',
  );
  expect([status, body.imported]).toEqual([200, 2]);
  expect(body.errors).toMatchObject([{ row: 2, field: 'name' }]);
});

test('thousands of mistakes are answered with a bounded list and their number', async () => {
  const app = await startApp();
  const { status, body } = await importFile<Refusal>(app, `name,brand\n${',x\n'.repeat(1312)}`, 'format=csv');
  expect([status, body.errors?.length, body.errorCount]).toEqual([422, 1000, 1312]);
  expect(body.detail).toContain('1312');
});

test.each([
  ['csv', 'brand\nBosch\n', 'invalid_input'],
  ['csv', '', 'import_invalid'],
  ['csv', 'name\n"never closed\n', 'import_invalid'],
  ['json', '{"items":[{"name":"a"}', 'import_invalid'],
  ['json', 'name\nDrill\n', 'import_invalid'],
  ['json', '', 'import_invalid'],
])('a file that is no good %s is refused whole: %j', async (format, file, code) => {
  const app = await startApp();
  const { status, body } = await importFile<Refusal>(app, file, `format=${format}`);
  expect([status, body.code]).toEqual([422, code]);
  expect(app.faults).toEqual([]);
});

test('an upload that breaks off leaves nothing', async () => {
  const app = await startApp();
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      if (sent > 3) controller.error(new Error('the browser is gone'));
      else controller.enqueue(new TextEncoder().encode('name\nDrill\n'));
    },
  });
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  await app.ui('/api/v1/items/import?format=csv', init);
  expect((await listItems(app)).total).toBe(0);
});

test('an import tells the page once, after it is there', async () => {
  const app = await startApp();
  const told: unknown[] = [];
  app.events.subscribe((name, data) => told.push([name, data]));
  await importFile(app, `name\n${'x\n'.repeat(150)}`, 'format=csv');
  expect(told).toEqual([['items-changed', {}]]);
});
