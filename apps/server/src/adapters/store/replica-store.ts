import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { WallClock } from '../../usecases/clock.js';
import type { ReplicaStore } from '../../usecases/sync/replica-store.js';
import type { Database } from './database.js';
import { feedReader } from './feed-reader.js';
import { rangeView } from './range-view.js';
import { type ReplicaState, replicaTransaction } from './replica-transaction.js';

/** Cursors kept for each reader; an older one is answered with cursor_unknown, which costs a reconcile. */
const CURSORS_PER_READER = 100;

/** The replicated state in SQLite. @param clock stamps when items moved in the feed */
export function createReplicaStore({ reader, writer }: Database, clock: WallClock): ReplicaStore {
  // Nobody else writes to this folder, so what `replica_state` says is known without asking. Null: to be read.
  let state: ReplicaState | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const current = async () => {
    state ??= await readState(reader);
    return state;
  };

  /** One transaction after the other, each on the state that the last one left. */
  const write: ReplicaStore['write'] = (work) => {
    const result = turn.then(async () => {
      const next = { ...(await current()) };
      try {
        const value = await writer.transaction((trx) => work(replicaTransaction(trx, clock, next)));
        state = next;
        return value;
      } catch (error) {
        state = null;
        throw error;
      }
    });
    turn = result.catch(() => undefined);
    return result;
  };

  return {
    view: rangeView(reader),
    ...feedReader(reader),

    async cursorPlace(readerId, token) {
      const row = await reader('feed_cursors').where({ reader: readerId, token }).first('feed_seq');
      return row?.feed_seq ?? null;
    },

    async heldCursor(feedOf) {
      const row = await reader('held_cursors').where({ feed_of: feedOf }).first('token');
      return row?.token ?? null;
    },

    fingerprint: async () => (await current()).print,
    feedHead: async () => (await current()).head,
    write,

    mintCursor: (readerId, place) => mintCursor(reader, writer, readerId, place),
  };
}

async function readState(db: Knex): Promise<ReplicaState> {
  const row = await db('replica_state').first();
  return {
    head: row.feed_head,
    print: { count: row.item_count, sum: [row.sum_0, row.sum_1, row.sum_2, row.sum_3] },
  };
}

async function mintCursor(reader: Knex, writer: Knex, readerId: string, place: number): Promise<string> {
  const last = await reader('feed_cursors')
    .where({ reader: readerId })
    .orderBy('number', 'desc')
    .first('token', 'feed_seq');
  if (last?.feed_seq === place) return last.token;
  const token = randomBytes(16).toString('base64url');
  await writer.transaction(async (trx) => {
    await trx('feed_cursors').insert({ token, reader: readerId, feed_seq: place });
    const outdated = trx('feed_cursors')
      .where({ reader: readerId })
      .orderBy('number', 'desc')
      .offset(CURSORS_PER_READER)
      .limit(1)
      .select('number');
    await trx('feed_cursors').where({ reader: readerId }).where('number', '<=', outdated).delete();
  });
  return token;
}
