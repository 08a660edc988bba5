import type { HistoryEntry, ItemHistoryReader } from '../../usecases/history/item-history.js';
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
