import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createCursors } from '../../src/adapters/store/cursors.js';
import { DamagedDatabaseError } from '../../src/adapters/store/data-folder.js';
import { openDatabase } from '../../src/adapters/store/database.js';
import { createReplicaStore } from '../../src/adapters/store/replica-store.js';
import { START, sampleItem, writeOf } from '../replica-store/sample-items.js';
import { testFolder } from '../support/temp-folder.js';

// Generous, for a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const ITEMS = 300;

/** A folder that an instance was started in, with some items. */
async function usedFolder(): Promise<{ folder: string; file: string }> {
  const folder = join(await testFolder(), 'data');
  const database = await openDatabase(folder);
  const store = createReplicaStore(database, { now: () => START }, createCursors(database));
  await store.write((tx) => tx.save(Array.from({ length: ITEMS }, (_, n) => writeOf(sampleItem(n)))));
  await database.close();
  await writeFile(join(folder, 'device-key.pem'), 'a key');
  return { folder, file: join(folder, 'brique.db') };
}

/** Overwrites a part of a file. */
async function garble(file: string, from: number, length: number): Promise<void> {
  const bytes = await readFile(file);
  bytes.fill(0xe7, from, from + length);
  await writeFile(file, bytes);
}

test.each<[string, (file: string) => Promise<void>, RegExp]>([
  ['its header', (file) => garble(file, 0, 100), /does not begin as a database/],
  ['all of it', (file) => writeFile(file, 'x'.repeat(50_000)), /does not begin as a database/],
  ['its end, which is missing', (file) => truncate(file, 40_960), /missing or garbled/],
  ['all but its first bytes, which are missing', (file) => truncate(file, 700), /damaged/],
  ['a page in the middle', async (file) => garble(file, 4096 * 60, 4096), /damaged/],
  ['all bytes, which are missing', (file) => truncate(file, 0), /brique\.db is empty/],
])('damage is noticed at the start: %s', async (_, damage, words) => {
  const { folder, file } = await usedFolder();
  await (await openDatabase(folder)).close();
  await damage(file);
  const before = await readFile(file);
  const refused = await openDatabase(folder).then(
    ({ close }) => close(),
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(DamagedDatabaseError);
  expect((refused as Error).message).toMatch(words);
  expect((refused as Error).message).toContain(folder);
  expect((refused as Error).message).not.toContain('\n');
  expect(await readFile(file)).toEqual(before);
});

test('any page that is overwritten is noticed, or holds nothing that SQLite needs to find its way', async () => {
  const { folder, file } = await usedFolder();
  const whole = await readFile(file);
  const pages = whole.length / 4096;
  let noticed = 0;
  // Each third, so that it takes little time.
  for (let page = 0; page < pages; page += 3) {
    await writeFile(file, whole);
    await garble(file, page * 4096, 4096);
    const outcome = await openDatabase(folder).then(
      async ({ close }) => close(),
      (error: unknown) => error,
    );
    if (outcome instanceof DamagedDatabaseError) noticed += 1;
    else expect(outcome, `page ${page}`).toBeUndefined();
  }
  expect(noticed / Math.ceil(pages / 3)).toBeGreaterThan(0.9);
});

test('a database that is gone is damage where there are backups, and a new beginning where there are none', async () => {
  const { folder, file } = await usedFolder();
  await rm(file);
  await (await openDatabase(folder)).close();
  await rm(file);
  await mkdir(join(folder, 'backups'));
  await writeFile(join(folder, 'backups', 'brique-2026-11-27T080000Z.sqlite'), '');
  await expect(openDatabase(folder)).rejects.toThrow(/brique\.db is missing/);
});
