import type { Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, lastLog, listAll, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

/** From now on its database cannot grow. @returns gives it room again */
async function fill({ database: { writer } }: TestApp): Promise<() => Promise<void>> {
  const [{ max_page_count: before }] = await writer.raw('PRAGMA max_page_count');
  await writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  const [{ page_count: pages }] = await writer.raw('PRAGMA page_count');
  await writer.raw(`PRAGMA max_page_count = ${pages}`);
  return async () => {
    await writer.raw(`PRAGMA max_page_count = ${before}`);
  };
}

const FULL = { status: 507, body: { code: 'disk_full' } };
/** More than the free room within the pages that there are. */
const LONG = 'x'.repeat(10_000);

/** Writes until there is no room. @returns what was acknowledged */
async function writeUntilFull(app: TestApp): Promise<string[]> {
  const saved: string[] = [];
  for (let n = 0; n < 100; n++) {
    const { status, body } = await app.api<Problem & { id: string }>('POST', '/items', {
      name: `Item ${n}`,
      notes: LONG,
    });
    if (status !== 201) {
      expect({ status, body }).toMatchObject(FULL);
      return saved;
    }
    saved.push(body.id);
  }
  throw new Error('it never became full');
}

const csv = (rows: number) =>
  `name,notes\n${Array.from({ length: rows }, (_, n) => `Row ${n},${LONG}`).join('\n')}`;

test('adding, changing and importing on a full disk is 507; what was acknowledged is there, and nothing else', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  const makeRoom = await fill(app);
  const saved = [id, ...(await writeUntilFull(app))];
  expect(await app.api('PATCH', `/items/${id}`, { notes: LONG })).toMatchObject(FULL);
  const init = { method: 'POST', body: csv(50), headers: { 'content-type': 'text/csv' } };
  const imported = await app.ui('/api/v1/items/import?format=csv', init);
  expect([imported.status, ((await imported.json()) as Problem).code]).toEqual([507, 'disk_full']);
  const there = await listAll(app);
  expect(there.map((item) => item.id).sort()).toEqual(saved.sort());
  expect(there.find((item) => item.id === id)?.notes).toBe('');

  await makeRoom();
  await changeItem(app, id, { notes: 'room again' });
  expect((await app.ui('/api/v1/items/import?format=csv', init)).status).toBe(200);
  expect(await listAll(app)).toHaveLength(saved.length + 50);
  expect(app.faults).toEqual([]);
});

test.each(['who begins', 'who is called'])(
  'a session in which the disk of the side %s is full fails on both, acknowledges nothing that is not there, and is made up for',
  async (side) => {
    const { a, b } = await startPair({ batchItems: 10 });
    for (let n = 0; n < 60; n++) await addItem(a, { name: `Item ${n}`, notes: LONG });
    await addItem(b, { name: 'Made there' });
    const makeRoom = await fill(b);
    await writeUntilFull(b);
    const before = (await listAll(b)).map(({ id }) => id);
    const [from, to] = side === 'who begins' ? [b, a] : [a, b];
    expect(await from.api('POST', `/peers/${to.id}/sync`)).toMatchObject(FULL);
    expect((await lastLog(a)).error).toMatch(/^disk_full/);
    expect(await lastLog(a)).toMatchObject({ itemsSent: 0 });
    expect((await listAll(b)).map(({ id }) => id)).toEqual(before);

    await makeRoom();
    expect(await syncWith(from, to.id)).toMatchObject({ identical: true });
    expect(await listAll(b)).toHaveLength(60 + before.length);
  },
);
