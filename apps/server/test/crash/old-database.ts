import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { createCursors } from '../../src/adapters/store/cursors.js';
import { knexConfig, openDatabase } from '../../src/adapters/store/database.js';
import { DATABASE_FILE } from '../../src/adapters/store/database-file.js';
import { createReplicaStore } from '../../src/adapters/store/replica-store.js';
import { changed, START, sampleItem, writeOf } from '../replica-store/sample-items.js';
import { ANNA } from '../replica-store/store-under-test.js';

const ITEMS = 1500;

/** Fills a new data folder: items, some of them changed, in the trash or received, a peer, a session, cursors. */
export async function fillDatabase(dataDir: string): Promise<void> {
  const database = await openDatabase(dataDir);
  const store = createReplicaStore(database, { now: () => START }, createCursors(database));
  const notes = (n: number) => `${'Ünïcode notes '.repeat(n % 30)}${n}`;
  const items = Array.from({ length: ITEMS }, (_, n) =>
    sampleItem(n, { notes: notes(n), category: `Category ${n % 7}`, serialNumber: n % 3 ? '' : `SN${n}` }),
  );
  const later = items
    .filter((_, n) => n % 4 === 0)
    .map((before, n) => ({
      before,
      after: changed(before.item, n % 3 ? { brand: 'Oak' } : { deleted: true }, n),
    }));
  await database.writer('peers').insert({
    ...{ id: ANNA, name: 'Anna', address: '192.0.2.1:9080', trust: 'trusted', certificate: 'PEM' },
    created_at: '2026-01-15T00:00:00.000Z',
  });
  await store.write(async (tx) => {
    await tx.save(items.map((item) => writeOf(item)));
    await tx.save(later.map(({ before, after }) => writeOf(after, before, ANNA)));
    await tx.holdCursor(ANNA, 'their cursor');
  });
  await store.mintCursor(ANNA, ITEMS);
  await database.writer('settings').insert({ key: 'language', value: '"fr"' });
  await database.close();
}

/**
 * Makes the database of an earlier version: its tables by the migrations that it had, in them what it would hold of a full one.
 * @param version how many migrations it had
 */
export async function makeOldDatabase(dataDir: string, version: number, full: string): Promise<void> {
  await mkdir(dataDir);
  const db = knex(knexConfig(join(dataDir, DATABASE_FILE)));
  try {
    await db.raw('PRAGMA synchronous = OFF');
    for (let i = 0; i < version; i++) await db.migrate.up();
    await db.raw('PRAGMA foreign_keys = OFF');
    await db.raw('ATTACH ? AS full', [join(full, DATABASE_FILE)]);
    for (const table of await tablesOf(db)) {
      const [old, now] = await Promise.all([columnsOf(db, 'main', table), columnsOf(db, 'full', table)]);
      const columns = old.filter((column) => now.includes(column)).join(', ');
      await db.raw(`INSERT OR REPLACE INTO main.${table} (${columns}) SELECT ${columns} FROM full.${table}`);
    }
    await db.raw('PRAGMA application_id = 0x42524951');
  } finally {
    await db.destroy();
  }
}

/** The tables and indexes of a database, as SQL. */
export async function schemaOf(db: Knex): Promise<string[]> {
  const rows: { sql: string | null; name: string }[] = await db('sqlite_schema').orderBy('name');
  return rows.filter(({ name }) => !/^(sqlite|knex)_/.test(name)).map(({ sql, name }) => `${name}: ${sql}`);
}

/** How many migrations a database says it has had. */
export async function versionOf(db: Knex): Promise<number> {
  return Number((await db('knex_migrations').count({ count: '*' }).first())?.count);
}

/** All tables but SQLite's, knex' and those of the search index. */
async function tablesOf(db: Knex): Promise<string[]> {
  const names: string[] = await db('sqlite_schema').where({ type: 'table' }).pluck('name');
  return names.filter((name) => !/^(sqlite_|knex_|items_search)/.test(name));
}

/** Those that are stored: generated ones follow. */
async function columnsOf(db: Knex, schema: string, table: string): Promise<string[]> {
  const columns: { name: string; hidden: number }[] = await db.raw(
    `SELECT name, hidden FROM pragma_table_xinfo(?, ?)`,
    [table, schema],
  );
  return columns.filter(({ hidden }) => hidden === 0).map(({ name }) => name);
}
