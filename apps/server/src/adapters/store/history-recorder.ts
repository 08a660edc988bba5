import { isPurged } from '@brique/sync-core';
import type { Knex } from 'knex';
import type { ItemWrite, PreparedWrite } from '../../usecases/sync/replica-store.js';

/** What a batch of writes has in common. */
interface BatchCause {
  /** feed_seq of the first of them. */
  readonly first: number;
  /** Wall clock, ms. */
  readonly at: number;
  readonly logId: number | null;
  readonly fromPeer: string | null;
}

type Write = ItemWrite | PreparedWrite;

/**
 * Keeps what items are before a batch of writes, in one statement; to be called before the writes. Of what is purged by them nothing
 * is kept: what was deleted for good is gone from the history too.
 */
export async function recordWrites(db: Knex, writes: readonly Write[], cause: BatchCause): Promise<void> {
  const purged = writes.filter(isPurge).map(idOf);
  const kept = writes.map((write) => (isPurge(write) ? null : idOf(write)));
  if (purged.length < writes.length) {
    const isNew = writes.every(({ replaces }) => replaces === null);
    const [doc, join] = isNew ? ['NULL', ''] : ['items.doc', 'LEFT JOIN items ON items.id = each.value'];
    await db.raw(
      `INSERT INTO item_history (seq, item_id, before, at, log_id, from_peer)
       SELECT ? + each.key, each.value, ${doc}, ?, ?, ? FROM json_each(?) AS each ${join} WHERE each.value IS NOT NULL`,
      [cause.first, cause.at, cause.logId, cause.fromPeer, JSON.stringify(kept)],
    );
  }
  if (purged.length > 0) {
    await db.raw('DELETE FROM item_history WHERE item_id IN (SELECT value FROM json_each(?))', [
      JSON.stringify(purged),
    ]);
  }
}

function isPurge(write: Write): boolean {
  return 'item' in write ? isPurged(write.item) : write.purged;
}

function idOf(write: Write): string {
  return 'item' in write ? write.item.id : write.id;
}
