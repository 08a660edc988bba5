import type { HistoryArchive } from '../../usecases/history/history-retention.js';
import type { Database } from './database.js';
import { inTransaction } from './in-transaction.js';

/** Entries of one step at most, and how large they are together, bytes: an edit that comes meanwhile waits for one step. */
const STEP = { entries: 250, bytes: 4 * 1024 * 1024 };

export function createHistoryArchive({ writer }: Database, step = STEP): HistoryArchive {
  return {
    async mark(time, at) {
      // With nothing written since the last mark, that one says the same of an earlier time.
      await writer.raw(
        'INSERT OR IGNORE INTO history_marks (seq, time, at) SELECT feed_head, ?, ? FROM replica_state',
        [time, at],
      );
    },

    beginAfter: (time, at) =>
      inTransaction(writer, async (trx) => {
        const [{ seq }] = await trx.raw(
          'SELECT max(seq) AS seq FROM history_marks WHERE is_beginning = 1 OR (time <= ? AND at <= ?)',
          [time, at],
        );
        if (seq === null) return null;
        // A mark by a clock that was behind says too early a time: the latest one says since when all is kept.
        await trx.raw(
          `UPDATE history_marks SET is_beginning = 1, at = (
             SELECT max(at) FROM history_marks WHERE seq <= ? AND (is_beginning = 1 OR at <= ?))
           WHERE seq = ? AND is_beginning = 0`,
          [seq, at, seq],
        );
        await trx.raw('DELETE FROM history_marks WHERE seq < ?', [seq]);
        return seq;
      }),

    drop: (through) =>
      inTransaction(writer, async (trx) => {
        // The table from its beginning. octet_length reads no text.
        const [{ last, count }] = await trx.raw(
          `SELECT max(seq) AS last, count(*) AS count FROM (
             SELECT seq, row_number() OVER place AS number, sum(octet_length(before)) OVER place AS bytes
             FROM (SELECT seq, before FROM item_history WHERE seq <= ? ORDER BY seq LIMIT ?) WINDOW place AS (ORDER BY seq))
           WHERE number = 1 OR coalesce(bytes, 0) <= ?`,
          [through, step.entries, step.bytes],
        );
        if (count === 0) return 0;
        await trx.raw(
          `UPDATE sync_logs SET history_pruned = 1
           WHERE history_pruned = 0 AND id IN (SELECT log_id FROM item_history WHERE seq <= ?)`,
          [last],
        );
        await trx.raw('DELETE FROM item_history WHERE seq <= ?', [last]);
        return count;
      }),
  };
}
