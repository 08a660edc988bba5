import { type Fingerprint, updateFingerprint } from '@brique/sync-core';
import type { Knex } from 'knex';
import type { HeldCopies, HeldCopy, HeldState } from '../../usecases/sync/held-copies.js';

/** Whether the table is known to be empty, as it mostly is: then nobody need ask it. Null: not known. */
export interface HeldKnowledge {
  isEmpty: boolean | null;
}

export interface HeldRow {
  number: number;
  item_id: string;
  from_peer: string;
  doc: string;
  digest_0: number;
  digest_1: number;
  digest_2: number;
  digest_3: number;
  loss: HeldCopy['loss'];
  staged: number;
  held_at: number;
}

/** @param knowledge of this transaction; what it is afterwards holds once it is committed */
export function heldItems(trx: Knex.Transaction, knowledge: HeldKnowledge): HeldCopies {
  const isEmpty = async () => {
    if (knowledge.isEmpty === null) {
      const [{ any }] = await trx.raw('SELECT EXISTS (SELECT 1 FROM held_items) AS any');
      knowledge.isEmpty = any === 0;
    }
    return knowledge.isEmpty;
  };
  return {
    async load({ ids, from, isStaged, after, limit }) {
      if (await isEmpty()) return [];
      const rows: HeldRow[] = await trx('held_items')
        .modify((query) => {
          if (ids !== undefined)
            query.whereRaw('item_id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]);
          if (from !== undefined) query.where({ from_peer: from });
          if (isStaged !== undefined) query.where({ staged: Number(isStaged) });
          if (after !== undefined) query.where('number', '>', after);
          if (limit !== undefined) query.limit(limit);
        })
        .orderBy('number');
      return rows.map(copyFromRow);
    },

    async add(copies) {
      if (copies.length === 0) return;
      knowledge.isEmpty = false;
      const rows = copies.map(({ id, from, text, digest, loss, isStaged, at }) => [
        ...[id, from, text, ...digest, loss, Number(isStaged), at],
      ]);
      await trx.raw(
        `INSERT INTO held_items (item_id, from_peer, doc, digest_0, digest_1, digest_2, digest_3, loss, staged, held_at)
         SELECT ${Array.from({ length: 10 }, (_, i) => `value ->> ${i}`).join(', ')} FROM jsonb_each(?) ORDER BY key`,
        [JSON.stringify(rows)],
      );
    },

    async remove(numbers) {
      if (numbers.length === 0) return;
      knowledge.isEmpty = null;
      await trx.raw('DELETE FROM held_items WHERE number IN (SELECT value FROM json_each(?))', [
        JSON.stringify(numbers),
      ]);
    },

    async countStaged(from) {
      if (await isEmpty()) return 0;
      const [{ count }] = await trx.raw(
        'SELECT count(DISTINCT item_id) AS count FROM held_items WHERE from_peer = ? AND staged = 1',
        [from],
      );
      return count;
    },

    async keepStaged(from) {
      if (await isEmpty()) return;
      await trx('held_items').where({ from_peer: from, staged: 1 }).update({ staged: 0 });
    },
  };
}

/** @param print of all items here */
export async function readHeldState(db: Knex, print: Fingerprint): Promise<HeldState> {
  const senders: { from: string }[] = await db('held_items')
    .where({ staged: 1 })
    .distinct('from_peer as from');
  const waiting: { from: string; count: number }[] = await db('held_items')
    .where({ staged: 0 })
    .groupBy('from_peer')
    .select('from_peer as from')
    .countDistinct('item_id as count');
  // The latest copy of each item and the item that it would replace.
  const rows: number[][] = (
    await db.raw(
      `SELECT json_array(i.digest_0, i.digest_1, i.digest_2, i.digest_3, h.digest_0, h.digest_1, h.digest_2, h.digest_3) AS pair
       FROM (SELECT item_id, max(number) AS number FROM held_items GROUP BY item_id) AS latest
       JOIN held_items AS h ON h.number = latest.number JOIN items AS i ON i.id = h.item_id`,
    )
  ).map(({ pair }: { pair: string }) => JSON.parse(pair));
  const digest = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => [a, b, c, d] as const;
  const accepted = updateFingerprint(
    print,
    rows.map((pair) => digest(pair)),
    rows.map((pair) => digest(pair.slice(4))),
  );
  return {
    count: rows.length,
    waitingFrom: new Map(waiting.map(({ from, count }) => [from, count])),
    stagedFrom: senders.map(({ from }) => from),
    accepted: rows.length === 0 ? null : accepted,
  };
}

export function copyFromRow(row: HeldRow): HeldCopy {
  return {
    number: row.number,
    id: row.item_id,
    from: row.from_peer,
    text: row.doc,
    digest: [row.digest_0, row.digest_1, row.digest_2, row.digest_3],
    loss: row.loss,
    isStaged: row.staged === 1,
    at: row.held_at,
  };
}
