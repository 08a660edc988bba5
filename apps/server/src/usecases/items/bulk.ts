import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BulkResult, ItemFilter, ItemInput, UndoProgress } from '@brique/shared';
import {
  type Changes,
  changeItem,
  isDeleted,
  isPurged,
  latestStamp,
  type ReplicatedItem,
  type Stamp,
  takeBack,
} from '@brique/sync-core';
import { emitItemsChanged } from '../events.js';
import { ownWrite } from '../sync/own-write.js';
import type { Replica } from '../sync/replica.js';
import type { ItemWrite, ReplicaTransaction } from '../sync/replica-store.js';
import { changesOf } from './item-changes.js';
import type { ItemReader } from './item-reader.js';
import { changeDone, type Done, type RecentActs } from './recent-acts.js';

/** An act on many items, checked. */
export interface BulkAct {
  readonly on: { readonly ids: readonly string[] } | { readonly filter: ItemFilter };
  readonly act:
    | { readonly action: 'delete' | 'restore' }
    | { readonly action: 'change'; readonly changes: Partial<ItemInput> };
}

/** Acts on many items at once, and taking them back. */
export interface BulkItems {
  /**
   * All of them or none, in one transaction. Ids that name nothing (any more) are passed over; so are items in the trash when the act
   * is a change.
   * @throws BriqueError `conflict` when one would become too large (ownWrite)
   */
  apply(act: BulkAct): Promise<BulkResult>;
  /**
   * Takes an act back, by an ordinary new change: a key goes back to what it was, unless somebody has changed it since, and a
   * conflict that it settled is open again; an imported item goes to the trash, unless somebody has changed it since.
   * @param onProgress told after each step
   * @returns items it changed
   * @throws BriqueError `not_found`; `conflict` when an item would become too large (ownWrite): the act can be taken back later
   */
  undo(undoId: string, onProgress?: (progress: UndoProgress) => void): Promise<number>;
}

/** Items loaded and written at once; between two such steps the page is answered. */
const CHUNK = 500;

export function createBulkItems(replica: Replica, reader: ItemReader, acts: RecentActs): BulkItems {
  /**
   * Changes items in one transaction.
   * @param change gives the changed item, or the very same object
   * @returns the ids of those that it changed
   */
  const changeAll = async (
    ids: readonly string[],
    change: Change,
    onProgress?: (progress: UndoProgress) => void,
  ): Promise<string[]> => {
    const changed: string[] = [];
    await replica.store.write(async (tx) => {
      for (let i = 0; i < ids.length; i += CHUNK) {
        if (i > 0) await nextTurn();
        onProgress?.({ done: i, total: ids.length });
        changed.push(...(await changeChunk(replica, tx, ids.slice(i, i + CHUNK), change)));
      }
    });
    emitItemsChanged(replica.events, changed);
    return changed;
  };

  return {
    async apply({ on, act }) {
      const ids = 'ids' in on ? [...new Set(on.ids)] : await reader.ids(on.filter);
      const done: Done[] = [];
      await changeAll(ids, (item, stamp) => {
        const next = changeItem(item, changesBy(act, item), stamp);
        if (next !== item) done.push(changeDone(item, next, stamp));
        return next;
      });
      return { changed: done.length, undoId: acts.remember(done) };
    },

    async undo(undoId, onProgress) {
      const act = acts.take(undoId);
      try {
        const byId = new Map(act.map((done) => [done.id, done]));
        const change: Change = (item, stamp) => takenBack(item, byId.get(item.id), stamp);
        return (await changeAll([...byId.keys()], change, onProgress)).length;
      } catch (error) {
        acts.keep(undoId, act);
        throw error;
      }
    },
  };
}

type Change = (item: ReplicatedItem, stamp: Stamp) => ReplicatedItem;

async function changeChunk(
  replica: Replica,
  tx: ReplicaTransaction,
  ids: readonly string[],
  change: Change,
): Promise<string[]> {
  const writes: ItemWrite[] = [];
  for (const stored of (await tx.load(ids)).values()) {
    // It is nowhere; a key written to it would bring a part of it back.
    if (isPurged(stored.item)) continue;
    const next = change(stored.item, replica.clock.stamp(stored.item));
    if (next === stored.item) continue;
    writes.push(ownWrite(replica, stored, next));
  }
  await tx.save(writes);
  return writes.map(({ item }) => item.id);
}

function changesBy(act: BulkAct['act'], item: ReplicatedItem): Changes {
  if (act.action === 'change') return isDeleted(item) ? {} : changesOf(item, act.changes);
  const deleted = act.action === 'delete';
  return isDeleted(item) === deleted ? {} : { deleted };
}

function takenBack(item: ReplicatedItem, done: Done | undefined, stamp: Stamp): ReplicatedItem {
  if (done === undefined) return item;
  if ('before' in done) return takeBack(item, done.before, stamp);
  return latestStamp(item) === done.created ? changeItem(item, { deleted: true }, stamp) : item;
}
