import type { DifferencesReader } from '../../usecases/peers/differences.js';
import type { Cursors } from './cursors.js';
import type { Database } from './database.js';

export function createDifferencesReader(
  { reader }: Database,
  cursors: Pick<Cursors, 'lastPlace'>,
): DifferencesReader {
  return {
    async refused(peerId, { limit, after }) {
      const rows: RefusedRow[] = await reader('refused_items')
        .leftJoin('items', 'items.id', 'refused_items.item_id')
        .where({ peer_id: peerId })
        .where('number', '>', after)
        .orderBy('number')
        .limit(limit)
        .select('number', 'item_id', 'name', 'there', 'code', 'refused_at');
      return rows.map((row) => ({
        ...{
          place: row.number,
          itemId: row.item_id,
          name: row.name ?? '',
          code: row.code,
          at: row.refused_at,
        },
        reason: row.there === 1 ? ('refused_there' as const) : ('refused' as const),
      }));
    },

    async countRefused(peerId) {
      const [row] = await reader.raw(
        'SELECT count(*) AS all_of_it, coalesce(sum(there), 0) AS there FROM refused_items WHERE peer_id = ?',
        [peerId],
      );
      return { here: row.all_of_it - row.there, there: row.there };
    },

    async unsent(peerId, { limit, after }) {
      const from = Math.max(after, await cursors.lastPlace(peerId));
      const rows: { place: number; id: string; name: string }[] = await reader.raw(
        `SELECT feed_seq AS place, id, name FROM items
         WHERE feed_seq > ? AND received_from IS NOT ? ORDER BY feed_seq LIMIT ?`,
        [from, peerId, limit],
      );
      return rows.map(({ place, id, name }) => ({
        ...{ place, itemId: id, name, reason: 'not_sent' as const },
        ...{ code: null, at: null },
      }));
    },

    async countUnsent(peerId) {
      const [{ count }] = await reader.raw(
        'SELECT count(*) AS count FROM items WHERE feed_seq > ? AND received_from IS NOT ?',
        [await cursors.lastPlace(peerId), peerId],
      );
      return count;
    },
  };
}

interface RefusedRow {
  number: number;
  item_id: string;
  name: string | null;
  there: number;
  code: string;
  refused_at: number;
}
