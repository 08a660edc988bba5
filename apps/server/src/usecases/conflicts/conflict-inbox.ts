import type { ConflictPage, ItemDetail } from '@brique/shared';
import { decodeItem, type ReplicatedItem } from '@brique/sync-core';
import { itemDetail } from '../items/item-detail.js';
import type { ItemReader } from '../items/item-reader.js';
import { projectItem } from '../items/projection.js';
import { fieldConflicts, keysInConflict } from './field-conflicts.js';
import { askable, type PastEntries, type PastOfItems } from './past-entries.js';

/** Reads what is in conflict. */
export interface ConflictInbox {
  /** Items outside the trash with open conflicts, last changed first. @throws BriqueError `malformed` */
  page(query: { readonly limit: number; readonly cursor?: string }): Promise<ConflictPage>;
  /** Everything about one item, its conflicts with what was before them. */
  detail(item: ReplicatedItem): Promise<ItemDetail>;
}

export function createConflictInbox(items: Pick<ItemReader, 'inConflict'>, past: PastEntries): ConflictInbox {
  const pastOf = async (replicated: readonly ReplicatedItem[]): Promise<PastOfItems> => {
    const wanted = askable(new Map(replicated.map((item) => [item.id, keysInConflict(item)])));
    return wanted.size === 0 ? new Map() : past.ofKeys(wanted);
  };
  return {
    async page(query) {
      const { docs, ...page } = await items.inConflict(query);
      const replicated = docs.map(decodeItem);
      const earlier = await pastOf(replicated);
      return {
        ...page,
        items: replicated.map((item) => ({
          item: projectItem(item),
          fields: fieldConflicts(item, earlier.get(item.id)),
        })),
      };
    },

    detail: async (item) => itemDetail(item, fieldConflicts(item, (await pastOf([item])).get(item.id))),
  };
}
