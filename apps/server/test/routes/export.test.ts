import type { Item } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, answerOf, changeItem, listAll, removeItem } from '../support/api.js';
import { startApp, type TestApp } from '../support/build-app.js';

const ITEMS = [
  {
    name: 'Perceuse "à colonne"',
    brand: 'Bosch, Inc.',
    serialNumber: '007',
    notes: 'line one\nline two; three',
  },
  { name: '=1+1', notes: "'quoted" },
  { name: 'Ремонт 修理 😀', category: 'مطبخ', model: '+33 6', purchaseDate: '2001-01-01' },
];

async function filled(): Promise<TestApp> {
  const app = await startApp({ name: 'Atelier' });
  for (const item of ITEMS) await addItem(app, item);
  return app;
}

const exported = (app: TestApp, format: string) => app.ui(`/api/v1/items/export?format=${format}`);

test.each(['json', 'csv'])(
  'a %s export, imported into an empty instance, gives the same items',
  async (format) => {
    const from = await filled();
    const to = await startApp({ name: 'Garage' });
    const file = await (await exported(from, format)).arrayBuffer();

    const init = { method: 'POST', body: file };
    const { body } = await answerOf(await to.ui(`/api/v1/items/import?format=${format}`, init));

    expect(body).toMatchObject({
      imported: ITEMS.length,
      skipped: 0,
      errors: [],
      undoId: expect.any(String),
    });
    const originals = await listAll(from);
    // The write is a new one; all else is the same, down to id and origin.
    expect(await listAll(to)).toEqual(originals.map((item) => ({ ...item, updatedAt: expect.any(String) })));
  },
);

test('importing it again, here or there, adds nothing', async () => {
  const app = await filled();
  const file = await (await exported(app, 'json')).arrayBuffer();
  const init = { method: 'POST', body: file };
  const { body } = await answerOf(await app.ui('/api/v1/items/import?format=json', init));
  expect(body).toMatchObject({ imported: 0, skipped: ITEMS.length, errors: [], undoId: null });
});

test('what was deleted here since comes back from its file', async () => {
  const app = await filled();
  const file = await (await exported(app, 'json')).arrayBuffer();
  const [first] = await listAll(app);
  await removeItem(app, first?.id ?? '');
  const init = { method: 'POST', body: file };
  const { body } = await answerOf(await app.ui('/api/v1/items/import?format=json', init));
  expect(body).toMatchObject({ imported: 1, skipped: ITEMS.length - 1 });
  expect(await listAll(app)).toHaveLength(ITEMS.length);
});

test('an export leaves the trash out and is a download that is not kept', async () => {
  const app = await filled();
  const [first] = await listAll(app);
  await changeItem(app, first?.id ?? '', { notes: 'secret' });
  await removeItem(app, first?.id ?? '');

  const response = await exported(app, 'csv');

  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="brique.csv"');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.text()).not.toContain('secret');
});

test('an empty inventory exports as an empty list', async () => {
  const app = await startApp();
  expect(JSON.parse(await (await exported(app, 'json')).text())).toEqual({ brique: 1, items: [] });
  expect((await (await exported(app, 'csv')).text()).trim().split('\n')).toHaveLength(1);
});

test('an export streams several pages, each item once', async () => {
  const app = await startApp();
  const file = `name\n${Array.from({ length: 2500 }, (_, i) => `Item ${i}\n`).join('')}`;
  await app.ui('/api/v1/items/import?format=csv', { method: 'POST', body: file });
  const { items } = JSON.parse(await (await exported(app, 'json')).text()) as { items: { name: string }[] };
  expect(new Set(items.map(({ name }) => name)).size).toBe(2500);
  expect(items).toHaveLength(2500);
});

test('an export is narrowed like a list, or to a selection', async () => {
  const app = await startApp();
  const drill = await addItem(app, { name: 'Drill', brand: 'Bosch' });
  const saw = await addItem(app, { name: 'Saw', brand: 'Makita' });
  await addItem(app, { name: 'Plane', brand: 'Bosch' });
  const names = async (response: Response) =>
    ((await response.json()) as { items: Item[] }).items.map(({ name }) => name);
  expect(await names(await app.ui('/api/v1/items/export?brand=Bosch&search=dr'))).toEqual(['Drill']);

  const ids = [saw.id, drill.id, '01900000-0000-7000-8000-000000000000'];
  const selection = await app.ui('/api/v1/items/export', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ format: 'json', ids }),
  });
  expect(selection.headers.get('content-disposition')).toBe('attachment; filename="brique.json"');
  expect(await names(selection)).toEqual(['Drill', 'Saw']);

  for (const body of [{}, { ids: [] }, { ids, format: 'pdf' }, { ids, all: true }]) {
    expect((await app.api('POST', '/items/export', body)).status).toBe(422);
  }
});
