import type { HeldGroup } from '@brique/shared';
import { isoTime } from '../../usecases/clock.js';
import type { HeldReader } from '../../usecases/held/held-changes.js';
import type { Database } from './database.js';
import { copyFromRow, type HeldRow } from './held-items.js';

/** Reads what waits for a decision; what is staged only does not wait for one. */
export function createHeldReader({ reader }: Database): HeldReader {
  return {
    async groups(): Promise<HeldGroup[]> {
      const rows = await reader.raw(
        `SELECT from_peer AS id, coalesce(peers.name, '') AS name, min(held_at) AS since,
           count(DISTINCT item_id) AS items, count(DISTINCT CASE WHEN loss = 'delete' THEN item_id END) AS deletes
         FROM held_items LEFT JOIN peers ON peers.id = from_peer
         WHERE staged = 0 GROUP BY from_peer ORDER BY since, from_peer`,
      );
      return rows.map((row: { id: string; name: string; since: number; items: number; deletes: number }) => ({
        ...{ peerId: row.id, peerName: row.name, since: isoTime(row.since) },
        ...{ deletes: row.deletes, overwrites: row.items - row.deletes },
      }));
    },

    async items(from, { limit, after = 0 }) {
      // Of an item's copies the last one: each shows what the merge of all would, mostly, for it has seen the others.
      const rows: (HeldRow & { local: string })[] = await reader.raw(
        `SELECT h.*, items.doc AS local FROM held_items AS h JOIN items ON items.id = h.item_id
         WHERE h.from_peer = ? AND h.staged = 0 AND h.number > ?
           AND NOT EXISTS (SELECT 1 FROM held_items AS later WHERE later.item_id = h.item_id
             AND later.from_peer = h.from_peer AND later.staged = 0 AND later.number > h.number)
         ORDER BY h.number LIMIT ?`,
        [from, after, limit],
      );
      return rows.map((row) => ({ copy: copyFromRow(row), local: row.local }));
    },

    async countItems(from) {
      const [{ count }] = await reader.raw(
        'SELECT count(DISTINCT item_id) AS count FROM held_items WHERE from_peer = ? AND staged = 0',
        [from],
      );
      return count;
    },
  };
}
