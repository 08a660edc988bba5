import type { HistoryEntry, ItemHistoryReader } from '../../usecases/history/item-history.js';
import type { SessionHistoryReader, SessionWrites } from '../../usecases/history/session-history.js';
import type { Database } from './database.js';

export function createItemHistoryReader({ reader }: Database): ItemHistoryReader {
  return {
    async ofItem(itemId, { limit, before }) {
      const rows: EntryRow[] = await reader.raw(
        `SELECT entry.seq, entry.item_id, entry.before, ${AFTER} AS after, entry.at, entry.log_id,
                coalesce(sync_logs.peer_id, entry.from_peer) AS from_peer
         FROM item_history AS entry LEFT JOIN sync_logs ON sync_logs.id = entry.log_id
         WHERE entry.item_id = ? AND entry.seq < ? ORDER BY entry.seq DESC LIMIT ?`,
        [itemId, before ?? Number.MAX_SAFE_INTEGER, limit],
      );
      return rows.map(entryFromRow);
    },
  };
}

export function createSessionHistoryReader({ reader }: Database): SessionHistoryReader {
  return {
    async find(logId) {
      const [row] = await reader.raw(
        `SELECT (SELECT count(DISTINCT item_id) FROM item_history WHERE log_id = sync_logs.id) AS items, history_pruned
         FROM sync_logs WHERE id = ? AND ended = 1`,
        [logId],
      );
      return row === undefined ? null : { items: row.items, isPruned: row.history_pruned === 1 };
    },

    async items(logId, { limit, after = 0 }) {
      const rows: { item_id: string; first: number; before: string | null; after: string }[] =
        await reader.raw(
          `WITH page AS (
             SELECT item_id, min(seq) AS first FROM item_history WHERE log_id = ?
             GROUP BY item_id HAVING min(seq) > ? ORDER BY first LIMIT ?)
           SELECT entry.item_id, page.first, entry.before, ${AFTER} AS after
           FROM page JOIN item_history AS entry ON entry.item_id = page.item_id AND entry.log_id = ?
           ORDER BY page.first, entry.seq`,
          [logId, after, limit, logId],
        );
      const items = new Map<
        string,
        { itemId: string; first: number; writes: SessionWrites['writes'][number][] }
      >();
      for (const row of rows) {
        const { item_id: itemId, first } = row;
        const item = items.get(itemId) ?? { itemId, first, writes: [] };
        item.writes.push({ before: row.before, after: row.after });
        items.set(itemId, item);
      }
      return [...items.values()];
    },
  };
}

/** What the item was after an entry: before the next one, or what it is now. */
const AFTER = `coalesce(
  (SELECT before FROM item_history AS next WHERE next.item_id = entry.item_id AND next.seq > entry.seq ORDER BY next.seq LIMIT 1),
  (SELECT doc FROM items WHERE items.id = entry.item_id))`;

interface EntryRow {
  seq: number;
  item_id: string;
  before: string | null;
  after: string;
  at: number;
  log_id: number | null;
  from_peer: string | null;
}

function entryFromRow(row: EntryRow): HistoryEntry {
  return {
    ...{ seq: row.seq, itemId: row.item_id, before: row.before, after: row.after, at: row.at },
    ...{ logId: row.log_id, fromPeer: row.from_peer },
  };
}
