import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCursors } from '../../src/adapters/store/cursors.js';
import { type Database, knexConfig, openDatabase } from '../../src/adapters/store/database.js';
import { createReplicaStore } from '../../src/adapters/store/replica-store.js';
import { type Findings, verifyDatabase } from '../../src/adapters/store/verify-database.js';
import { START, sampleItem, writeOf } from '../replica-store/sample-items.js';
import { testFolder } from '../support/temp-folder.js';

// Generous, for a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** More than one batch. */
const ITEMS = 700;
const WELL = {
  ...{ items: ITEMS, unreadable: [], columns: new Map(), rehashed: [], putBack: [], heldDigests: 0 },
  ...{ fingerprint: false, feedEnd: false, searchIndex: false, indexes: false, file: null },
} satisfies Findings;

async function filled(): Promise<Database> {
  const database = await openDatabase(join(await testFolder(), 'data'));
  onTestFinished(() => database.close());
  const store = createReplicaStore(database, { now: () => START }, createCursors(database));
  const items = Array.from({ length: ITEMS }, (_, n) =>
    writeOf(sampleItem(n, { brand: `Brand ${n % 7}`, notes: `note ${n}`, 'x:Shelf': `s${n}` })),
  );
  await store.write((tx) => tx.save(items));
  return database;
}

const ignore = () => undefined;
const verify = (db: Knex, repair = true) => verifyDatabase(db, repair, ignore, async () => new Map());

/** All that follows from the items, and the items. */
async function everything(db: Knex): Promise<unknown> {
  const match = `SELECT rowid FROM items_search WHERE items_search MATCH '"note" OR "brand"' ORDER BY rowid`;
  const found = await db.raw(match).catch((error: unknown) => String(error));
  return [await db('items').orderBy('row'), await db('replica_state'), await db('held_items'), found];
}

/** Writes around the triggers and checks, as a fault of the disk would. */
async function behindItsBack(db: Knex, sql: string): Promise<void> {
  const [{ sql: trigger }] = await db.raw(`SELECT sql FROM sqlite_schema WHERE name = 'items_search_update'`);
  await db.raw('DROP TRIGGER items_search_update');
  await db.raw(sql);
  await db.raw(trigger);
}

/** Takes the entries of some rows out of an index. */
async function robIndex(db: Knex): Promise<void> {
  await db.raw('PRAGMA writable_schema = ON');
  const change = (sql: string) =>
    db.raw(`UPDATE sqlite_schema SET sql = ? WHERE name = 'items_by_brand'`, [sql]);
  await change('CREATE INDEX items_by_brand ON items (brand) WHERE "row" > 5');
  await db.raw('PRAGMA writable_schema = RESET');
  await db.raw('REINDEX items_by_brand');
  await db.raw('PRAGMA writable_schema = ON');
  await change('CREATE INDEX items_by_brand ON items (brand)');
  await db.raw('PRAGMA writable_schema = RESET');
}

const columns = (...wrong: [string, number][]) => ({ columns: new Map(wrong) });

test('nothing wrong is found in what Brique wrote itself', async () => {
  const { writer } = await filled();
  const before = await everything(writer);
  expect(await verify(writer)).toEqual(WELL);
  expect(await everything(writer)).toEqual(before);
});

test.each<[string, string | ((db: Knex) => Promise<void>), Partial<Findings>]>([
  [
    'a digest',
    'UPDATE items SET digest_2 = 5 WHERE "row" IN (3, 660)',
    { ...columns(['digest_2', 2]), rehashed: [expect.any(String), expect.any(String)] as never },
  ],
  [
    'what is searched',
    `UPDATE items SET name = 'Chair', notes = '' WHERE "row" = 7`,
    { ...columns(['name', 1], ['notes', 1]), searchIndex: true },
  ],
  ['open conflicts', 'UPDATE items SET conflict_count = 3 WHERE "row" = 9', columns(['conflict_count', 1])],
  [
    'where it is shown',
    `UPDATE items SET deleted_at = '2026-01-01', sort_name = 'z' WHERE "row" < 601`,
    columns(['deleted_at', 600], ['sort_name', 600]),
  ],
  ['the fingerprint', 'UPDATE replica_state SET sum_1 = 7, item_count = 3', { fingerprint: true }],
  ['the end of the feed', 'UPDATE replica_state SET feed_head = 4', { feedEnd: true }],
  [
    'the search index',
    `INSERT INTO items_search (items_search) VALUES ('delete-all')`,
    { searchIndex: true },
  ],
  ['an index', robIndex, { indexes: true }],
])('damaged and mended: %s', async (_, damage, found) => {
  const { writer } = await filled();
  const before = await everything(writer);
  await (typeof damage === 'string' ? behindItsBack(writer, damage) : damage(writer));
  const damaged = await everything(writer);
  expect(await verify(writer, false)).toEqual({ ...WELL, ...found });
  expect(await everything(writer)).toEqual(damaged);
  expect(await verify(writer)).toEqual({ ...WELL, ...found });
  expect(await everything(writer)).toEqual(before);
  expect(await verify(writer)).toEqual(WELL);
  expect(await writer.raw('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});

test('a text that is written otherwise than all others write it is written as they do', async () => {
  const { writer } = await filled();
  const before = await everything(writer);
  await writer.raw(`UPDATE items SET doc = replace(doc, ',"versions"', ', "versions"') WHERE "row" = 4`);
  expect(await verify(writer)).toMatchObject({ columns: new Map([['doc', 1]]) });
  expect(await everything(writer)).toEqual(before);
});

test('of a file that is damaged itself that is all that is said, and nothing is written', async () => {
  const { writer } = await filled();
  await writer.raw('UPDATE items SET digest_0 = 1');
  await writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  const [{ file }] = await writer.raw('PRAGMA database_list');
  const [{ rootpage }] = await writer.raw(`SELECT rootpage FROM sqlite_schema WHERE name = 'items_by_name'`);
  const bytes = await readFile(file);
  bytes.fill(0xe7, (rootpage - 1) * 4096, rootpage * 4096);
  await writeFile(file, bytes);
  await writer.raw('PRAGMA cache_size = 0');
  const other = knex(knexConfig(file));
  expect(await verify(other)).toMatchObject({ items: 0, file: expect.stringMatching(/page/i) });
  expect(await other('items').where({ digest_0: 1 }).select('row')).toHaveLength(ITEMS);
  await other.destroy();
});

test('an item that cannot be read is named and left alone, and its neighbours are mended', async () => {
  const { writer } = await filled();
  await writer.raw(`UPDATE items SET doc = 'garbage' WHERE "row" = 4`);
  await writer.raw(`UPDATE items SET doc = '{"id":1,"keys":{}}' WHERE "row" = 5`);
  await writer.raw('UPDATE items SET digest_0 = 1 WHERE "row" IN (3, 6)');
  const { unreadable, rehashed, fingerprint } = await verify(writer);
  expect([unreadable.length, rehashed.length, fingerprint]).toEqual([2, 2, false]);
  expect(await verify(writer)).toMatchObject({ unreadable, rehashed: [] });
  expect(await writer('items').where({ row: 4 }).first()).toMatchObject({ doc: 'garbage', name: 'Thing 3' });
});
