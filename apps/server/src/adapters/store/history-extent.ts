import type { Knex } from 'knex';
import type { HistoryExtentReader } from '../../usecases/history/history-extent.js';
import type { Database } from './database.js';

/** Entries looked at to tell how large they are. */
const SAMPLE = 1000;
/** What an entry takes besides the item and the names in it: numbers and lengths in the table and its indexes, bytes. */
const ROW_OVERHEAD = 40;
/** What pages leave free. */
const PAGE_FILL = 0.9;

export function createHistoryExtentReader({ reader }: Database): HistoryExtentReader {
  return {
    async recordedSince() {
      const [{ since }] = await reader.raw(
        `SELECT max(coalesce((SELECT at FROM history_marks WHERE is_beginning = 1), 0),
                    coalesce((SELECT migration_time FROM knex_migrations WHERE name = '0014-item-history'), 0)) AS since`,
      );
      return since;
    },

    async size() {
      // Counted in an index, a few milliseconds for 100,000.
      const [{ entries }] = await reader.raw('SELECT count(*) AS entries FROM item_history');
      return { entries, bytes: entries === 0 ? 0 : Math.round(entries * (await meanBytes(reader))) };
    },
  };
}

/** How much room an entry takes, from a sample at even distances. (SQLite would have to read the whole table to tell exactly.) */
async function meanBytes(db: Knex): Promise<number> {
  const [{ mean }] = await db.raw(
    `WITH RECURSIVE
       ends AS (SELECT min(seq) AS first, max(seq) AS last FROM item_history),
       place (n, seq) AS (
         SELECT 0, first FROM ends UNION ALL
         SELECT n + 1, (SELECT first + (last - first) * (n + 1) / ${SAMPLE} FROM ends) FROM place WHERE n + 1 < ${SAMPLE})
     SELECT avg(octet_length(coalesce(before, '')) + 2 * length(item_id) + length(coalesce(from_peer, ''))) AS mean
     FROM item_history WHERE seq IN (
       SELECT (SELECT seq FROM item_history AS entry WHERE entry.seq >= place.seq ORDER BY entry.seq LIMIT 1) FROM place)`,
  );
  return (mean + ROW_OVERHEAD) / PAGE_FILL;
}
