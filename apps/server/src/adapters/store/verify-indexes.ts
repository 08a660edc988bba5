import type { Knex } from 'knex';
import { storageFault } from '../../usecases/storage-fault.js';

const TRIGGER = 'items_search_update';

/** What SQLite says of an index that does not fit its table. Anything else is about the file. */
const OF_AN_INDEX = /missing from index|wrong # of entries in index|non-unique entry in index/;
const OF_THE_SEARCH = /fts5|items_search/i;

/** @returns whether an index does not fit its table, and what is wrong with the file beyond that */
export async function indexProblems(db: Knex): Promise<{ indexes: boolean; file: string | null }> {
  let rows: { integrity_check: string }[];
  try {
    rows = await db.raw('PRAGMA integrity_check');
  } catch (error) {
    // It may stumble over what it looks for.
    if (storageFault(error) !== 'database_damaged') throw error;
    return { indexes: false, file: 'pages of it are garbled' };
  }
  const found = rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  const file = found.find((text) => !OF_AN_INDEX.test(text) && !OF_THE_SEARCH.test(text));
  return {
    indexes: found.some((text) => OF_AN_INDEX.test(text)),
    file: file?.replaceAll(/\s+/g, ' ') ?? null,
  };
}

/** Whether the search index says of each item what its columns say. */
export async function isSearchIndexWhole(db: Knex): Promise<boolean> {
  try {
    // rank = 1: held against the items, not only against itself (https://sqlite.org/fts5.html, "The 'integrity-check' command").
    await db.raw(`INSERT INTO items_search (items_search, rank) VALUES ('integrity-check', 1)`);
    return true;
  } catch (error) {
    if (storageFault(error) !== 'database_damaged') throw error;
    return false;
  }
}

export async function rebuildSearchIndex(db: Knex): Promise<void> {
  await db.raw(`INSERT INTO items_search (items_search) VALUES ('rebuild')`);
}

/**
 * Does something to items without the trigger that keeps the search index in step: it would take out of the index what a damaged
 * column says, which the index may never have held. The index is to be built anew afterwards.
 * @param isWriting false: nothing is changed, and the trigger stays
 */
export async function withoutSearchTrigger<T>(
  trx: Knex.Transaction,
  isWriting: boolean,
  work: () => Promise<T>,
): Promise<T> {
  if (!isWriting) return work();
  const [{ sql }] = await trx.raw('SELECT sql FROM sqlite_schema WHERE type = ? AND name = ?', [
    'trigger',
    TRIGGER,
  ]);
  await trx.raw(`DROP TRIGGER ${TRIGGER}`);
  const result = await work();
  await trx.raw(sql);
  return result;
}
