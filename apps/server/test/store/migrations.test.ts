import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { expect, onTestFinished, test } from 'vitest';
import { knexConfig, openDatabase } from '../../src/adapters/store/database.js';
import { DATABASE_FILE } from '../../src/adapters/store/database-file.js';
import { migrationNames } from '../../src/adapters/store/migrations/index.js';
import { testFolder } from '../support/temp-folder.js';

/** A connection as knexfile.ts makes it. */
function connect(folder: string): Knex {
  const db = knex(knexConfig(join(folder, DATABASE_FILE)));
  onTestFinished(() => db.destroy());
  return db;
}

async function schemaOf(db: Knex): Promise<string[]> {
  const rows: { sql: string | null; name: string }[] = await db('sqlite_schema').orderBy('name');
  return rows.filter(({ name }) => !/^(sqlite|knex)_/.test(name)).map(({ sql, name }) => `${name}: ${sql}`);
}

test('all the way up, all the way down, and up again gives the same tables', async () => {
  const db = connect(await testFolder());
  await db.migrate.latest();
  const first = await schemaOf(db);
  expect(first.length).toBeGreaterThan(10);

  await db.migrate.rollback(undefined, true);
  expect(await schemaOf(db)).toEqual([]);

  await db.migrate.latest();
  expect(await schemaOf(db)).toEqual(first);
});

test('one step at a time works as well, with what is in the tables', async () => {
  const db = connect(await testFolder());
  for (const _ of migrationNames) await db.migrate.up();
  await db('settings').insert({ key: 'language', value: '"fr"' });
  for (const _ of migrationNames) await db.migrate.down();
  expect(await schemaOf(db)).toEqual([]);
});

test('the server and the knexfile see the same migrations as done', async () => {
  const folder = await testFolder();
  await (await openDatabase(folder)).close();
  const db = connect(folder);
  const [done, pending] = (await db.migrate.list()) as [{ name: string }[], unknown[]];
  expect(done.map(({ name }) => name)).toEqual(migrationNames);
  expect(pending).toEqual([]);
});

test('migrations are numbered and listed in order', () => {
  expect(migrationNames.map((name) => Number(name.slice(0, 4)))).toEqual(migrationNames.map((_, i) => i + 1));
});

test('the tables and columns of the mission are there under their names', async () => {
  const db = connect(await testFolder());
  await db.migrate.latest();
  const columns = async (table: string) => Object.keys(await db(table).columnInfo());
  expect(await columns('items')).toEqual(
    expect.arrayContaining(['id', 'name', 'origin_peer_id', 'sync_version']),
  );
  // columnInfo leaves generated columns out.
  const peers: { name: string }[] = await db.raw('SELECT name FROM pragma_table_xinfo(?)', ['peers']);
  expect(peers.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['id', 'name', 'address', 'is_trusted', 'last_seen', 'last_sync']),
  );
  expect(await columns('sync_logs')).toEqual(
    expect.arrayContaining(['peer_id', 'timestamp', 'items_received', 'items_sent', 'conflicts']),
  );
});

test('writes are durable, readers cannot write, foreign keys hold', async () => {
  const database = await openDatabase(await testFolder());
  onTestFinished(() => database.close());
  const pragma = async (name: string) => Object.values((await database.writer.raw(`PRAGMA ${name}`))[0])[0];
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
  await expect(database.reader('settings').insert({ key: 'x', value: '1' })).rejects.toThrow(/readonly/);
  const orphan = { peer_id: 'nobody', peer_name: '', timestamp: '', trigger: '', initiated_by: 'us' };
  await expect(database.writer('sync_logs').insert(orphan)).rejects.toThrow(/FOREIGN KEY/);
});
