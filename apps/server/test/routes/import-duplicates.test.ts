import type { ImportResult, Item, ItemInput } from '@brique/shared';
import { describe, expect, test } from 'vitest';
import { addItem, answerOf, changeItem, listAll, removeItem } from '../support/api.js';
import { startApp, type TestApp } from '../support/build-app.js';

type Row = Partial<ItemInput> & { name: string; id?: string };
type Mode = 'skip' | 'update' | 'create';

async function importRows(app: TestApp, rows: readonly Row[], duplicates: Mode): Promise<ImportResult> {
  const post = async (dryRun: string) => {
    const path = `/api/v1/items/import?duplicates=${duplicates}${dryRun}`;
    return answerOf<ImportResult>(await app.ui(path, { method: 'POST', body: JSON.stringify(rows) }));
  };
  const dry = await post('&dryRun=1');
  const real = await post('');
  expect(real.status).toBe(200);
  expect(dry.body, 'what the dry run foretold').toEqual({ ...real.body, undoId: null });
  return real.body;
}

const undo = async (app: TestApp, { undoId }: ImportResult) =>
  (await app.api<{ changed: number }>('POST', '/items/undo', { undoId })).body.changed;

const shown = async (app: TestApp, query = {}) =>
  (await listAll(app, { sort: 'createdAt', ...query })).map(({ name, brand, serialNumber }) =>
    [name, brand, serialNumber].join(' | '),
  );

describe('updating what is here', () => {
  const drill = { name: 'Drill', brand: 'Bosch', serialNumber: 'S1', notes: 'mine' };

  test('fills and overwrites what the file says, leaves what it leaves empty, and undo brings all back', async () => {
    const app = await startApp();
    const before = await addItem(app, drill);
    const done = await importRows(
      app,
      [
        { name: 'Impact drill', brand: '', model: 'GSB', serialNumber: 'S1', purchaseDate: '' },
        { name: 'Saw', serialNumber: 'S2' },
      ],
      'update',
    );
    expect(done).toMatchObject({ imported: 1, skipped: 0, updated: 1 });
    const [after] = await listAll(app, { search: 'impact' });
    expect(after).toMatchObject({
      ...drill,
      id: before.id,
      name: 'Impact drill',
      model: 'GSB',
      syncVersion: 2,
    });

    expect(await undo(app, done)).toBe(2);
    const items: Item[] = await listAll(app);
    expect(items).toEqual([{ ...before, syncVersion: 3, updatedAt: items[0]?.updatedAt }]);
  });

  test('a later row of the file writes into what an earlier one made; undo takes both back', async () => {
    const app = await startApp();
    await addItem(app, { name: 'Plane', serialNumber: 'S3' });
    const rows = [
      { name: 'Drill', serialNumber: 'S1' },
      { name: 'Plane', brand: 'Stanley', serialNumber: 'S3' },
      { name: 'Drill', brand: 'Bosch', serialNumber: 'S1' },
      { name: 'Old plane', serialNumber: 'S3' },
    ];
    // So many rows between that they come in other batches.
    const others = Array.from({ length: 1200 }, (_, i) => ({ name: `Box ${i}`, serialNumber: `B${i}` }));
    const done = await importRows(app, [...rows.slice(0, 2), ...others, ...rows.slice(2)], 'update');
    expect(done).toMatchObject({ imported: 1201, updated: 3 });
    expect(await shown(app, { search: 'drill' })).toEqual(['Drill | Bosch | S1']);
    expect(await shown(app, { search: 'plane' })).toEqual(['Old plane | Stanley | S3']);
    expect(await undo(app, done)).toBe(1202);
    expect(await shown(app)).toEqual(['Plane |  | S3']);
  });

  test('two rows next to each other about a new item make one', async () => {
    const app = await startApp();
    const rows = [
      { name: 'Drill', serialNumber: 'S1' },
      { name: 'Drill', brand: 'Bosch', serialNumber: 'S1' },
    ];
    expect(await importRows(app, rows, 'update')).toMatchObject({ imported: 1, updated: 1 });
    expect(await shown(app)).toEqual(['Drill | Bosch | S1']);
  });

  test('undo leaves what somebody changed since', async () => {
    const app = await startApp();
    const { id } = await addItem(app, drill);
    const done = await importRows(
      app,
      [{ name: 'Impact drill', brand: 'Makita', serialNumber: 'S1' }],
      'update',
    );
    await changeItem(app, id, { brand: 'Hilti' });
    expect(await undo(app, done)).toBe(1);
    expect(await shown(app)).toEqual(['Drill | Hilti | S1']);
  });

  test('an export of ours finds its items by id, also those without a serial number', async () => {
    const app = await startApp();
    const { id } = await addItem(app, { name: 'Drill' });
    const rows = [{ id, name: 'Impact drill', brand: 'Bosch' }];
    expect(await importRows(app, rows, 'update')).toMatchObject({ imported: 0, updated: 1 });
    expect(await shown(app)).toEqual(['Impact drill | Bosch | ']);
  });

  test('of two items with the serial number, the one made first is meant', async () => {
    const app = await startApp();
    const ids: string[] = [];
    for (const name of ['One', 'Other']) ids.push((await addItem(app, { name, serialNumber: 'S1' })).id);
    await importRows(app, [{ name: 'Mended', serialNumber: 'S1' }], 'update');
    const mended = (await listAll(app)).filter(({ name }) => name === 'Mended');
    // Ids begin with the time at which they were made.
    expect(mended.map(({ id }) => id)).toEqual([ids.sort()[0]]);
  });

  test('what lies in the trash stays there', async () => {
    const app = await startApp();
    const binned = await addItem(app, { name: 'Drill', serialNumber: 'S1' });
    await removeItem(app, binned.id);
    const rows = [{ id: binned.id, name: 'Drill', serialNumber: 'S1' }];
    expect(await importRows(app, rows, 'update')).toMatchObject({ imported: 1, updated: 0 });
    expect((await listAll(app, { deleted: 1 })).map(({ id }) => id)).toEqual([binned.id]);
  });
});

test('importing anyway makes an item of each row', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill', serialNumber: 'S1' });
  const rows = [
    { id, name: 'Drill', serialNumber: 'S1' },
    { name: 'Drill', serialNumber: 'S1' },
  ];
  const done = await importRows(app, rows, 'create');
  expect(done).toMatchObject({ imported: 2, skipped: 0, updated: 0 });
  expect(await shown(app)).toHaveLength(3);
  expect(await undo(app, done)).toBe(2);
  expect((await listAll(app)).map((item) => item.id)).toEqual([id]);
});

test('another word for duplicates is refused', async () => {
  const app = await startApp();
  const { status, body } = await answerOf<{ errors: unknown[] }>(
    await app.ui('/api/v1/items/import?duplicates=maybe', { method: 'POST', body: '[]' }),
  );
  expect([status, body.errors]).toEqual([400, [expect.objectContaining({ field: 'duplicates' })]]);
});
