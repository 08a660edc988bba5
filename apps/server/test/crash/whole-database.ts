import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeItem, EMPTY_FINGERPRINT, type Fingerprint, updateFingerprint } from '@brique/sync-core';
import knex, { type Knex } from 'knex';
import { expect } from 'vitest';
import { knexConfig } from '../../src/adapters/store/database.js';
import { DATABASE_FILE } from '../../src/adapters/store/database-file.js';
import { preparedRow } from '../../src/adapters/store/item-rows.js';
import { storedForm } from '../../src/usecases/sync/replica.js';
import { sha256 } from '../replica-store/sample-items.js';

/** A row of `items`, as far as these tests look at it. */
export interface FoundItem {
  readonly id: string;
  readonly feed_seq: number;
  readonly doc: string;
  readonly name: string;
  readonly notes: string;
  readonly sync_version: number;
  readonly deleted_at: string | null;
}

/** The columns of a row that are projected, in the order of `preparedRow`. */
const COLUMNS = [
  ...['id', 'digest_0', 'digest_1', 'digest_2', 'digest_3', 'doc', 'name', 'category', 'brand', 'model'],
  ...['serial_number', 'purchase_date', 'notes', 'photo_asset_id', 'health', 'asset_count', 'conflict_count'],
  ...['origin_peer_id', 'sync_version', 'created_at', 'updated_at', 'deleted_at', 'sort_name'],
];

/**
 * Copies the database of a folder as a dead process left it, and opens the copy: the folder itself is left for the next start to
 * recover.
 * @param at an empty folder
 */
export async function copyOf(dataDir: string, at: string): Promise<void> {
  const files = (await readdir(dataDir)).filter((file) => /^brique\.db(-wal|-journal)?$/.test(file));
  await Promise.all(files.map((file) => copyFile(join(dataDir, file), join(at, file))));
}

/** Runs `use` on a connection to the database of a folder. */
export async function withDatabase<T>(dataDir: string, use: (db: Knex) => Promise<T>): Promise<T> {
  const db = knex(knexConfig(join(dataDir, DATABASE_FILE)));
  try {
    // It is a copy, or it is as durable as before: nobody waits for the disk.
    await db.raw('PRAGMA synchronous = OFF');
    return await use(db);
  } finally {
    await db.destroy();
  }
}

/**
 * Checks that a database is whole: SQLite finds nothing wrong, each row says what its document says, the fingerprint and the feed's
 * end are those of the items, the search index holds what they hold, and each write has its line in the history.
 * @returns its items, in the order of the feed
 */
export async function expectWhole(db: Knex): Promise<FoundItem[]> {
  expect(await db.raw('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(await db.raw('PRAGMA foreign_key_check')).toEqual([]);
  await db.raw("INSERT INTO items_search (items_search, rank) VALUES ('integrity-check', 1)");

  const rows: (FoundItem & Record<string, unknown>)[] = await db('items').orderBy('feed_seq');
  const digests = rows.map((row) => {
    const form = storedForm(decodeItem(row.doc), sha256);
    const projected = JSON.parse(`[${preparedRow(form)}]`);
    if (JSON.stringify(COLUMNS.map((column) => row[column])) !== JSON.stringify(projected)) {
      expect(COLUMNS.map((column) => row[column])).toEqual(projected);
    }
    return form.digest;
  });
  const state = await db('replica_state').first();
  const kept: Fingerprint = {
    count: state.item_count,
    sum: [state.sum_0, state.sum_1, state.sum_2, state.sum_3],
  };
  expect(kept).toEqual(updateFingerprint(EMPTY_FINGERPRINT, [], digests));
  expect(rows.at(-1)?.feed_seq ?? 0).toBeLessThanOrEqual(state.feed_head);
  const [{ beyond }] = await db.raw('SELECT count(*) AS beyond FROM item_history WHERE seq > ?', [
    state.feed_head,
  ]);
  expect(beyond).toBe(0);
  return rows;
}
