import { readdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { migrationNames } from '../../src/adapters/store/migrations/index.js';
import { runVerify } from '../../src/verify-command.js';
import { withDatabase } from '../crash/whole-database.js';
import { releasedFolder } from '../support/released.js';

// Generous, for a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const [RELEASE = ''] = readdirSync(fileURLToPath(new URL('../fixtures', import.meta.url))).filter((name) =>
  name.startsWith('released-'),
);

async function verify(dataDir: string, repair: boolean): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const output = { line: (text: string) => void lines.push(text), progress: () => undefined };
  return { code: await runVerify({ dataDir, repair }, output), lines };
}

const versions = (dataDir: string): Promise<number> =>
  withDatabase(dataDir, async (db) => (await db('knex_migrations')).length);

test('a dry run brings no older database to this version; it says that this is to be done, and how', async () => {
  const dataDir = await releasedFolder(RELEASE, 'atelier');
  // The first page alone says how its log is kept, which a look changes.
  const pages = async () => (await readFile(join(dataDir, 'brique.db'))).subarray(4096);
  const [before, done] = [await pages(), await versions(dataDir)];
  const { code, lines } = await verify(dataDir, false);
  expect([code, lines]).toEqual([
    1,
    [expect.stringMatching(/older Brique.*without --dry-run.*Nothing was changed/)],
  ]);
  expect(before.equals(await pages())).toBe(true);
  expect(await versions(dataDir)).toBe(done);
});

test('an older database is brought to this version and looked through, whatever lock a killed start left', async () => {
  const dataDir = await releasedFolder(RELEASE, 'atelier');
  await withDatabase(dataDir, (db) => db('knex_migrations_lock').update({ is_locked: 1 }));
  expect(await verify(dataDir, true)).toMatchObject({ code: 0 });
  expect(await versions(dataDir)).toBe(migrationNames.length);
});

test('an older database that is damaged itself is written to by nothing', async () => {
  const dataDir = await releasedFolder(RELEASE, 'atelier');
  const [before, page] = await withDatabase(dataDir, async (db) => {
    const [{ rootpage }] = await db.raw(`SELECT rootpage FROM sqlite_schema WHERE name = 'items_by_name'`);
    return [await db('knex_migrations'), rootpage];
  });
  const file = join(dataDir, 'brique.db');
  const bytes = await readFile(file);
  bytes.fill(0xe7, (page - 1) * 4096, page * 4096);
  await writeFile(file, bytes);
  const { code, lines } = await verify(dataDir, true);
  expect([code, lines]).toEqual([1, [expect.stringMatching(/file itself is damaged.*Nothing was changed/)]]);
  expect(await versions(dataDir)).toBe(before.length);
});

test('an inventory that was emptied is no new one in which all is well', async () => {
  const dataDir = await releasedFolder(RELEASE, 'atelier');
  for (const end of ['-wal', '-shm']) await rm(join(dataDir, `brique.db${end}`), { force: true });
  await writeFile(join(dataDir, 'brique.db'), '');
  await expect(verify(dataDir, true)).rejects.toThrow('brique.db is empty');
});
