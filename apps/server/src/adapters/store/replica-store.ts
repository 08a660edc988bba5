import { isPurged } from '@brique/sync-core';
import type { Knex } from 'knex';
import type { WallClock } from '../../usecases/clock.js';
import type { ReplicaStore } from '../../usecases/sync/replica-store.js';
import type { SessionRecord } from '../../usecases/sync/session-record.js';
import type { Cursors } from './cursors.js';
import type { Database } from './database.js';
import { feedReader } from './feed-reader.js';
import { type HeldKnowledge, heldItems, readHeldState } from './held-items.js';
import { inTransaction } from './in-transaction.js';
import { preparedRow } from './item-rows.js';
import { rangeView } from './range-view.js';
import { type ReplicaState, replicaTransaction, saveState } from './replica-transaction.js';

/**
 * The replicated state in SQLite.
 * @param clock stamps when items moved in the feed
 * @param recording false: what items were before is not kept, which the benchmark compares with
 */
export function createReplicaStore(
  { reader, writer }: Database,
  clock: WallClock,
  cursors: Cursors,
  recording = true,
): ReplicaStore {
  // Nobody else writes to this folder, so what `replica_state` says is known without asking. Null: to be read.
  let state: ReplicaState | null = null;
  let heldKnowledge: HeldKnowledge = { isEmpty: null };
  let turn: Promise<unknown> = Promise.resolve();
  const current = async () => {
    state ??= await readState(reader);
    return state;
  };

  /** One transaction after the other, each on the state that the last one left. */
  const write: ReplicaStore['write'] = (work) => {
    const result = turn.then(async () => {
      const before = await current();
      const next = { ...before };
      const opened = new Set<SessionRecord>();
      const knowledge = { ...heldKnowledge };
      try {
        const held = new Map<string, string>();
        const value = await inTransaction(writer, async (trx) => {
          const heldCopies = heldItems(trx, knowledge);
          const parts = { trx, clock, state: next, heldCursors: held, heldCopies, opened, recording };
          const done = await work(replicaTransaction(parts));
          if (next.head !== before.head) await saveState(trx, next);
          return done;
        });
        state = next;
        heldKnowledge = knowledge;
        cursors.nowHeld(held);
        return value;
      } catch (error) {
        state = null;
        heldKnowledge = { isEmpty: null };
        // The lines they learned of never were, and others may get their numbers.
        for (const record of opened) record.logId = null;
        throw error;
      }
    });
    turn = result.catch(() => undefined);
    return result;
  };

  return {
    prepare: (item) => ({
      ...{ id: item.item.id, text: item.text, digest: item.digest },
      row: preparedRow(item),
      purged: isPurged(item.item),
    }),
    view: rangeView(reader),
    ...feedReader(reader),

    cursorPlace: cursors.place,
    heldCursor: cursors.held,
    mintCursor: cursors.mint,
    fingerprint: async () => (await current()).print,
    feedHead: async () => (await current()).head,
    async heldState() {
      if (heldKnowledge.isEmpty === true)
        return { count: 0, waitingFrom: new Map(), stagedFrom: [], accepted: null };
      return readHeldState(reader, (await current()).print);
    },
    write,
  };
}

async function readState(db: Knex): Promise<ReplicaState> {
  const row = await db('replica_state').first();
  return {
    head: row.feed_head,
    print: { count: row.item_count, sum: [row.sum_0, row.sum_1, row.sum_2, row.sum_3] },
  };
}
