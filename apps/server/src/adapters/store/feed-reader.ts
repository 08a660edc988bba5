import type { Knex } from 'knex';
import { isoTime } from '../../usecases/clock.js';
import type { RangeDocuments, ReplicaReader } from '../../usecases/sync/replica-store.js';

type FeedReader = Omit<
  ReplicaReader,
  'view' | 'cursorPlace' | 'heldCursor' | 'fingerprint' | 'feedHead' | 'heldState'
>;

/**
 * Reads of the feed and of documents. A page of documents comes back as one text that SQLite joins: a thousand row
 * objects would cost more than reading them from disk.
 */
export function feedReader(db: Knex): FeedReader {
  return {
    async readFeed({ after, limit, maxBytes, reader }) {
      const [row] = await db.raw(
        `SELECT count(*) AS count, max(feed_seq) AS reached, group_concat(doc, char(10)) AS lines
         FROM (SELECT feed_seq, doc, sum(octet_length(doc)) OVER (ORDER BY feed_seq) - octet_length(doc) AS before
               FROM (SELECT feed_seq, doc FROM items
                     WHERE feed_seq > ? AND received_from IS NOT ? ORDER BY feed_seq LIMIT ?))
         WHERE before < ?`,
        [after, reader, limit, maxBytes],
      );
      return { count: row.count, lines: row.lines ?? '', reached: row.reached ?? after };
    },

    async countFeed(after, reader) {
      const [row] = await db.raw(
        'SELECT count(*) AS count FROM items WHERE feed_seq > ? AND received_from IS NOT ?',
        [after, reader],
      );
      return row.count;
    },

    async feedPlaceAt(time) {
      const [row] = await db.raw(
        `SELECT coalesce((SELECT min(feed_seq) - 1 FROM items WHERE changed_at >= ?),
                         (SELECT feed_head FROM replica_state)) AS place`,
        [time],
      );
      return row.place;
    },

    async documents({ ids, maxBytes }) {
      const [row] = await db.raw(
        `SELECT count(*) AS count, max(id) AS last, group_concat(doc, char(10)) AS lines
         FROM (SELECT id, doc, sum(octet_length(doc)) OVER (ORDER BY id) - octet_length(doc) AS before
               FROM items WHERE id IN (SELECT value FROM json_each(?)))
         WHERE before < ?`,
        [JSON.stringify(ids), maxBytes],
      );
      return pageFromRow(row);
    },

    async documentsInRange({ range, limit, maxBytes }) {
      const [row] = await db.raw(
        `SELECT count(*) AS count, max(id) AS last, group_concat(doc, char(10)) AS lines
         FROM (SELECT id, doc, sum(octet_length(doc)) OVER (ORDER BY id) - octet_length(doc) AS before
               FROM (SELECT id, doc FROM items WHERE id >= ? AND id < ? ORDER BY id LIMIT ?))
         WHERE before < ?`,
        [range.from, range.to, limit, maxBytes],
      );
      return pageFromRow(row);
    },

    async idsChangedAfter(time, afterId, limit) {
      const rows = await db('items')
        .where('updated_at', '>', isoTime(time))
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .select('id');
      return rows.map(({ id }) => id);
    },

    async latestChangeBefore(limit) {
      const row = await db('items')
        .where('updated_at', '<=', isoTime(limit))
        .max('updated_at as latest')
        .first();
      return row?.latest == null ? 0 : Date.parse(String(row.latest));
    },
  };
}

function pageFromRow(row: { count: number; last: string | null; lines: string | null }): RangeDocuments {
  // The smallest text after an id is the id and a NUL; '!' does, for no id continues another.
  return { count: row.count, lines: row.lines ?? '', next: row.last === null ? null : `${row.last}!` };
}
