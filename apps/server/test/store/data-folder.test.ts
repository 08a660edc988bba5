import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import knex from 'knex';
import { expect, test } from 'vitest';
import { DataFolderError } from '../../src/adapters/store/data-folder.js';
import { knexConfig, openDatabase } from '../../src/adapters/store/database.js';
import { DATABASE_FILE } from '../../src/adapters/store/database-file.js';
import { testFolder } from '../support/temp-folder.js';

/** Why a folder cannot be opened. */
async function refusal(folder: string): Promise<string> {
  const outcome = await openDatabase(folder).then(
    (database) => database.close(),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(DataFolderError);
  const { message } = outcome as DataFolderError;
  expect(message).not.toContain('\n');
  expect(message).toContain(folder);
  return message;
}

test('a folder is made when it is missing, and opened again', async () => {
  const folder = join(await testFolder(), 'deep', 'down');
  for (let i = 0; i < 2; i++) await (await openDatabase(folder)).close();
  expect(await readdir(folder)).toContain(DATABASE_FILE);
});

test('a folder in use is refused, and free again once it is closed', async () => {
  const folder = await testFolder();
  const database = await openDatabase(folder);
  expect(await refusal(folder)).toMatch(/^Another Brique is using .*--data-dir/);
  await database.close();
  await (await openDatabase(folder)).close();
});

test('a folder that holds something else is refused and left as it is', async () => {
  const folder = await testFolder();
  await writeFile(join(folder, 'thesis.txt'), 'mine');
  expect(await refusal(folder)).toMatch(/not a Brique data folder: it holds thesis\.txt/);
  expect(await readdir(folder)).toEqual(['thesis.txt']);
});

test('hidden files do not make a folder foreign', async () => {
  const folder = await testFolder();
  await writeFile(join(folder, '.DS_Store'), '');
  await (await openDatabase(folder)).close();
});

test('a file of our name that is no database is refused and left as it is', async () => {
  const folder = await testFolder();
  const file = join(folder, DATABASE_FILE);
  await writeFile(file, 'a shopping list of bricks, long enough to be read as a header of a file'.repeat(20));
  expect(await refusal(folder)).toContain('is not a Brique database');
  expect(await readFile(file, 'utf8')).toMatch(/^a shopping list/);
});

test('the database of another program is refused and left as it is', async () => {
  const folder = await testFolder();
  const other = knex(knexConfig(join(folder, DATABASE_FILE)));
  await other.raw('CREATE TABLE recipes (id INTEGER)');
  await other.destroy();
  expect(await refusal(folder)).toContain('is not a Brique database');
});

test('a database of a newer Brique is refused by name and left as it is', async () => {
  const folder = await testFolder();
  const database = await openDatabase(folder);
  const newer = { name: '9999-from-the-future', batch: 2, migration_time: new Date() };
  await database.writer('knex_migrations').insert(newer);
  await database.close();
  expect(await refusal(folder)).toMatch(/newer Brique \(9999-from-the-future\)\. Update this one/);
});

test.each([
  ['a file in place of the folder', ''],
  ['a file in place of its parent', 'below'],
])('%s is refused', async (_, below) => {
  const file = join(await testFolder(), 'file');
  await writeFile(file, '');
  expect(await refusal(join(file, below))).toMatch(/cannot be used \((EEXIST|ENOTDIR)\)/);
});

test('a folder in place of the database is refused', async () => {
  const folder = await testFolder();
  await mkdir(join(folder, DATABASE_FILE));
  expect(await refusal(folder)).toContain('cannot be used (SQLITE_CANTOPEN)');
});

test('a start that was killed while it migrated does not lock the folder for ever', async () => {
  const folder = await testFolder();
  const database = await openDatabase(folder);
  await database.writer.migrate.down();
  await database.writer('knex_migrations_lock').update({ is_locked: 1 });
  await database.close();
  const again = await openDatabase(folder);
  expect(await again.reader('settings')).toEqual([]);
  await again.close();
});
