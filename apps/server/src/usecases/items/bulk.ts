import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BulkResult, ItemFilter, ItemInput, UndoProgress } from '@brique/shared';
import { type Changes, changeItem, emptyValue, isDeleted, isPurged, latestStamp } from '@brique/sync-core';
import { emitItemsChanged } from '../events.js';
import { mendClock, type Replica, storedForm } from '../sync/replica.js';
import type { ItemWrite, ReplicaTransaction, StoredItem } from '../sync/replica-store.js';
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
   */
  apply(act: BulkAct): Promise<BulkResult>;
  /**
   * Takes an act back, by an ordinary new change: a key goes back to what it was, unless somebody has changed it since; an
   * imported item goes to the trash, unless somebody has changed it since.
   * @param onProgress told after each step
   * @returns items it changed
   * @throws BriqueError `not_found`
   */
  undo(undoId: string, onProgress?: (progress: UndoProgress) => void): Promise<number>;
}

/** Items loaded and written at once; between two such steps the page is answered. */
const CHUNK = 500;

export function createBulkItems(replica: Replica, reader: ItemReader, acts: RecentActs): BulkItems {
  /** Changes items in one transaction. @returns what it did, by item */
  const changeAll = async (
    ids: readonly string[],
    changesFor: (stored: StoredItem) => Changes,
    onProgress?: (progress: UndoProgress) => void,
  ): Promise<Done[]> => {
    await mendClock(replica);
    const done: Done[] = [];
    await replica.store.write(async (tx) => {
      for (let i = 0; i < ids.length; i += CHUNK) {
        if (i > 0) await nextTurn();
        onProgress?.({ done: i, total: ids.length });
        done.push(...(await changeChunk(tx, ids.slice(i, i + CHUNK), changesFor)));
      }
    });
    emitItemsChanged(
      replica.events,
      done.map(({ id }) => id),
    );
    return done;
  };

  const changeChunk = async (
    tx: ReplicaTransaction,
    ids: readonly string[],
    changesFor: (stored: StoredItem) => Changes,
  ): Promise<Done[]> => {
    const writes: ItemWrite[] = [];
    const done: Done[] = [];
    for (const stored of (await tx.load(ids)).values()) {
      // It is nowhere; a key written to it would bring a part of it back.
      if (isPurged(stored.item)) continue;
      const changes = changesFor(stored);
      const stamp = replica.clock.stamp(stored.item);
      const next = changeItem(stored.item, changes, stamp);
      if (next === stored.item) continue;
      writes.push({ ...storedForm(next, replica.hash), replaces: stored.digest, receivedFrom: null });
      done.push(changeDone(stored.item, next, stamp));
    }
    await tx.save(writes);
    return done;
  };

  return {
    async apply({ on, act }) {
      const ids = 'ids' in on ? [...new Set(on.ids)] : await reader.ids(on.filter);
      const done = await changeAll(ids, ({ item }) => {
        if (act.action === 'change') return isDeleted(item) ? {} : changesOf(item, act.changes);
        const deleted = act.action === 'delete';
        return isDeleted(item) === deleted ? {} : { deleted };
      });
      return { changed: done.length, undoId: acts.remember(done) };
    },

    async undo(undoId, onProgress) {
      const act = acts.take(undoId);
      try {
        const byId = new Map(act.map((done) => [done.id, done]));
        const undone = await changeAll([...byId.keys()], (stored) => takenBack(stored, byId), onProgress);
        return undone.length;
      } catch (error) {
        acts.keep(undoId, act);
        throw error;
      }
    },
  };
}

/** What takes an act back in one item. */
function takenBack({ item }: StoredItem, acted: ReadonlyMap<string, Done>): Changes {
  const done = acted.get(item.id);
  if (done === undefined) return {};
  if ('created' in done) return latestStamp(item) === done.created ? { deleted: true } : {};
  const untouched = [...done.before].filter(([key, { stamp }]) => item.keys.get(key)?.stamp === stamp);
  return Object.fromEntries(
    untouched.map(([key, { value }]) => [key, value === undefined ? emptyValue(key) : value]),
  );
}
