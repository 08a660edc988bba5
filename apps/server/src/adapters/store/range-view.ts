import type { Digest, Fingerprint, IdDigest, Range, RangeView } from '@brique/sync-core';
import type { Knex } from 'knex';

interface SumRow {
  count: number;
  sum_0: number | null;
  sum_1: number | null;
  sum_2: number | null;
  sum_3: number | null;
}

/** Sums of 32-bit words stay within 64 bits for 2^31 items; the mask takes them back mod 2^32. */
const SUMS = [0, 1, 2, 3].map((i) => `sum(digest_${i}) & 0xffffffff AS sum_${i}`).join(', ');

/** The items table as reconcile sees it. @param db a connection to read from */
export function rangeView(db: Knex): RangeView {
  return {
    async fingerprints(ranges) {
      if (ranges.length === 0) return [];
      const rows: SumRow[] = await db.raw(
        `SELECT count(items.id) AS count, ${SUMS}
         FROM json_each(?) AS wanted
         LEFT JOIN items ON items.id >= wanted.value ->> 0 AND items.id < wanted.value ->> 1
         GROUP BY wanted.key ORDER BY wanted.key`,
        [rangesJson(ranges)],
      );
      return rows.map(printFromRow);
    },

    async split(range, ways) {
      const rows: (SumRow & { start: string })[] = await db.raw(
        `SELECT min(id) AS start, count(*) AS count, ${SUMS}
         FROM (SELECT id, digest_0, digest_1, digest_2, digest_3, ntile(?) OVER (ORDER BY id) AS part
               FROM items WHERE id >= ? AND id < ?)
         GROUP BY part ORDER BY part`,
        [ways, range.from, range.to],
      );
      return rows.map((row, i) => ({
        range: { from: i === 0 ? range.from : row.start, to: rows[i + 1]?.start ?? range.to },
        print: printFromRow(row),
      }));
    },

    async lists(ranges) {
      const lists: IdDigest[][] = ranges.map(() => []);
      if (ranges.length === 0) return lists;
      const rows: { part: number; id: string; d0: number; d1: number; d2: number; d3: number }[] =
        await db.raw(
          `SELECT wanted.key AS part, items.id, digest_0 AS d0, digest_1 AS d1, digest_2 AS d2, digest_3 AS d3
         FROM json_each(?) AS wanted
         JOIN items ON items.id >= wanted.value ->> 0 AND items.id < wanted.value ->> 1
         ORDER BY wanted.key, items.id`,
          [rangesJson(ranges)],
        );
      for (const { part, id, d0, d1, d2, d3 } of rows) lists[part]?.push({ id, digest: [d0, d1, d2, d3] });
      return lists;
    },
  };
}

function rangesJson(ranges: readonly Range[]): string {
  return JSON.stringify(ranges.map(({ from, to }) => [from, to]));
}

function printFromRow(row: SumRow): Fingerprint {
  const sum: Digest = [row.sum_0 ?? 0, row.sum_1 ?? 0, row.sum_2 ?? 0, row.sum_3 ?? 0];
  return { count: row.count, sum };
}
