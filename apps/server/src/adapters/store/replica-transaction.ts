import { decodeItem, type Fingerprint, updateFingerprint } from '@brique/sync-core';
import type { Knex } from 'knex';
import type { WallClock } from '../../usecases/clock.js';
import type { HeldCopies } from '../../usecases/sync/held-copies.js';
import type { ReplicaTransaction, StoredItem } from '../../usecases/sync/replica-store.js';
import type { SessionRecord } from '../../usecases/sync/session-record.js';
import { recordWrites } from './history-recorder.js';
import { ITEM_COLUMNS, rowsJson } from './item-rows.js';
import { saveSessionLog } from './session-logs.js';

/** The row of `replica_state`. */
export interface ReplicaState {
  /** The last feed_seq given out. */
  head: number;
  print: Fingerprint;
}

/** Columns a change of an item sets anew: all but its identity and birth. */
const UPDATED = [...ITEM_COLUMNS, 'feed_seq', 'changed_at'].filter(
  (column) => column !== 'id' && column !== 'created_at',
);

/**
 * One statement for a whole batch: jsonb_each turns it into rows. (Of the ways to bulk-insert through this driver it is
 * the quickest: a statement for each row takes four times as long, json_each nearly twice.)
 */
const UPSERT = `
  INSERT INTO items (feed_seq, changed_at, ${ITEM_COLUMNS.join(', ')})
  SELECT ? + key, ?, ${ITEM_COLUMNS.map((_, i) => `value ->> ${i}`).join(', ')} FROM jsonb_each(?) WHERE true
  ON CONFLICT (id) DO UPDATE SET ${UPDATED.map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** What a transaction is made of. */
export interface TransactionParts {
  readonly trx: Knex.Transaction;
  readonly clock: WallClock;
  /** Where the feed ends and what all items sum to; brought up to date by `save`, written by `saveState`. */
  readonly state: ReplicaState;
  /** Takes the cursors held by this transaction, by whose feed they are of. */
  readonly heldCursors: Map<string, string>;
  readonly heldCopies: HeldCopies;
  /** Takes the sessions whose log line it inserts. */
  readonly opened: Set<SessionRecord>;
  /** Whether what items were before is kept. */
  readonly recording: boolean;
}

export function replicaTransaction(parts: TransactionParts): ReplicaTransaction {
  const { trx, clock, state, opened, recording } = parts;
  const saveSession = async (record: SessionRecord) => {
    if (record.logId === null) opened.add(record);
    await saveSessionLog(trx, record);
  };
  return {
    async load(ids) {
      const rows: StoredRow[] = await trx.raw(
        `${SELECT_STORED} WHERE id IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(ids)],
      );
      return new Map(rows.map(storedItem).map((stored) => [stored.item.id, stored]));
    },

    async loadBySerialNumber(serialNumbers) {
      // The last one in wins in the map, so the first one made comes last.
      const rows: (StoredRow & { serial_number: string })[] = await trx.raw(
        `${SELECT_STORED}
         WHERE serial_number IN (SELECT value FROM json_each(?)) AND serial_number <> '' AND deleted_at IS NULL
         ORDER BY id DESC`,
        [JSON.stringify(serialNumbers)],
      );
      return new Map(rows.map((row) => [row.serial_number, storedItem(row)]));
    },

    async save(writes, cause) {
      if (writes.length === 0) return;
      const print = updateFingerprint(
        state.print,
        writes.flatMap(({ replaces }) => (replaces === null ? [] : [replaces])),
        writes.map(({ digest }) => digest),
      );
      if (recording) {
        const session = cause?.session ?? null;
        if (session?.logId === null) await saveSession(session);
        await recordWrites(trx, writes, {
          first: state.head + 1,
          at: clock.now(),
          logId: session?.logId ?? null,
          // Its log line tells of a session's peer.
          fromPeer: session === null ? (cause?.from ?? null) : null,
        });
      }
      await trx.raw(UPSERT, [state.head + 1, clock.now(), rowsJson(writes)]);
      state.head += writes.length;
      state.print = print;
    },

    async holdCursor(feedOf, token) {
      parts.heldCursors.set(feedOf, token);
      await trx('held_cursors').insert({ feed_of: feedOf, token }).onConflict('feed_of').merge();
    },

    saveSession,

    async countShown(upTo) {
      // From the index of what is shown, without reading an item. To count 100,000 takes it 8 ms.
      const [{ count }] = await trx.raw(
        'SELECT count(*) AS count FROM (SELECT 1 FROM items WHERE deleted_at IS NULL LIMIT ?)',
        [upTo],
      );
      return count;
    },

    held: parts.heldCopies,
  };
}

/** To be called once, at the end of the transaction. */
export async function saveState(trx: Knex.Transaction, { head, print }: ReplicaState): Promise<void> {
  const [sum_0, sum_1, sum_2, sum_3] = print.sum;
  await trx('replica_state').update({
    ...{ feed_head: head, item_count: print.count },
    ...{ sum_0, sum_1, sum_2, sum_3 },
  });
}

interface StoredRow {
  doc: string;
  d0: number;
  d1: number;
  d2: number;
  d3: number;
}

const SELECT_STORED = `
  SELECT doc, serial_number, digest_0 AS d0, digest_1 AS d1, digest_2 AS d2, digest_3 AS d3 FROM items`;

function storedItem({ doc, d0, d1, d2, d3 }: StoredRow): StoredItem {
  return { item: decodeItem(doc), text: doc, digest: [d0, d1, d2, d3] };
}
