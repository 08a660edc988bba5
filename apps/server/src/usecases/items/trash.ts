import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ItemFilter, PurgeResult } from '@brique/shared';
import { isDeleted, millisOf, purgeItem, type ReplicatedItem } from '@brique/sync-core';
import { emitItemsChanged } from '../events.js';
import { type Replica, storedForm } from '../sync/replica.js';
import type { StoredItem } from '../sync/replica-store.js';
import type { ItemReader } from './item-reader.js';

/** Deletes for good what lies in the trash. */
export interface Trash {
  /**
   * Purges items, here and on every instance that hears of it, all of them or none; it cannot be taken back. What is not in
   * the trash is passed over. (Somebody's change elsewhere that had not been seen here keeps the item alive: see merge.)
   * @param on ids, or a filter of what lies in the trash
   */
  purge(on: { readonly ids: readonly string[] } | { readonly filter: ItemFilter }): Promise<PurgeResult>;
  /**
   * Purges those of some items that lie in the trash and were deleted by a time.
   * @param time ms since 1970
   * @returns how many went
   */
  purgeDeletedBefore(ids: readonly string[], time: number): Promise<number>;
}

/** Items loaded and written at once; between two such steps the page is answered. */
const CHUNK = 500;

export function createTrash(replica: Replica, reader: Pick<ItemReader, 'ids'>): Trash {
  /**
   * @param mayGo asked for items in the trash
   * @returns the ids of those that it purged
   */
  const purgeAll = async (
    ids: readonly string[],
    mayGo: (item: ReplicatedItem) => boolean = () => true,
  ): Promise<string[]> => {
    if (ids.length === 0) return [];
    const purged: string[] = [];
    await replica.store.write(async (tx) => {
      for (let i = 0; i < ids.length; i += CHUNK) {
        if (i > 0) await nextTurn();
        const stored = [...(await tx.load(ids.slice(i, i + CHUNK))).values()];
        const inTrash = stored.filter(({ item }) => isDeleted(item) && mayGo(item));
        await tx.save(inTrash.map((each) => purgeWrite(replica, each)));
        purged.push(...inTrash.map(({ item }) => item.id));
      }
    });
    emitItemsChanged(replica.events, purged);
    return purged;
  };

  return {
    async purge(on) {
      const ids = 'ids' in on ? [...new Set(on.ids)] : await reader.ids({ ...on.filter, deleted: true });
      const purged = await purgeAll(ids);
      return { purged: purged.length, passedOver: ids.length - purged.length };
    },

    async purgeDeletedBefore(ids, time) {
      const isOld = (item: ReplicatedItem) => millisOf(item.keys.get('deleted')?.stamp ?? '') <= time;
      return (await purgeAll(ids, isOld)).length;
    },
  };
}

function purgeWrite(replica: Replica, { item, digest }: StoredItem) {
  const tombstone = purgeItem(item, replica.clock.stamp(item));
  return { ...storedForm(tombstone, replica.hash), replaces: digest, receivedFrom: null };
}
