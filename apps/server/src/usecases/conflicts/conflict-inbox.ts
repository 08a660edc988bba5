import type { ConflictedItem, ConflictPage, FieldConflict, ItemDetail } from '@brique/shared';
import { decodeItem, type ReplicatedItem } from '@brique/sync-core';
import { itemDetail } from '../items/item-detail.js';
import type { ItemReader } from '../items/item-reader.js';
import { projectItem } from '../items/projection.js';
import { type ItemConflicts, itemConflicts } from './field-conflicts.js';
import { askable, type PastEntries, type PastOfItems } from './past-entries.js';
import { type Extent, toldConflicts } from './told-conflicts.js';

/** Reads what is in conflict. */
export interface ConflictInbox {
  /** Items outside the trash with open conflicts, last changed first. @throws BriqueError `malformed` */
  page(query: { readonly limit: number; readonly cursor?: string }): Promise<ConflictPage>;
  /** Everything about one item, its conflicts with what was before them. */
  detail(item: ReplicatedItem): Promise<ItemDetail>;
  /** One conflict with all its sides, nothing of them shortened. @returns null when the key is not in conflict */
  whole(item: ReplicatedItem, key: string): Promise<FieldConflict | null>;
}

/** Of a page: its items share the bytes. */
const ON_PAGE = { fields: 20, sides: 8, bytes: 1024 * 1024 } as const satisfies Extent;
/** Of one item. */
const IN_ITEM = { fields: 200, sides: 8, bytes: 1024 * 1024 } as const satisfies Extent;

export function createConflictInbox(items: Pick<ItemReader, 'inConflict'>, past: PastEntries): ConflictInbox {
  /** @param keys of each item of which to ask */
  const pastOf = async (
    conflicted: readonly ItemConflicts[],
    keys: (of: ItemConflicts) => readonly string[],
  ): Promise<PastOfItems> => {
    const wanted = askable(new Map(conflicted.map((each) => [each.item.id, keys(each)])));
    return wanted.size === 0 ? new Map() : past.ofKeys(wanted);
  };
  return {
    async page(query) {
      const { docs, count, ...page } = await items.inConflict(query);
      const extent = { ...ON_PAGE, bytes: Math.floor(ON_PAGE.bytes / Math.max(1, count)) };
      const told: ConflictedItem[] = [];
      // What is told of a few is small; only then come the next, for each may be megabytes.
      for await (const few of docs) {
        const conflicted = few.map((doc) => itemConflicts(decodeItem(doc)));
        const earlier = await pastOf(conflicted, ({ keys }) => keys.slice(0, extent.fields));
        for (const each of conflicted) {
          const { item } = each;
          told.push({
            item: projectItem(item),
            ...toldConflicts(each, earlier.get(item.id), extent),
          });
        }
      }
      return { ...page, items: told };
    },

    async detail(item) {
      const conflicts = itemConflicts(item);
      const earlier = await pastOf([conflicts], ({ keys }) => keys);
      return itemDetail(item, toldConflicts(conflicts, earlier.get(item.id), IN_ITEM));
    },

    async whole(item, key) {
      const conflicts = itemConflicts(item);
      if (!conflicts.keys.includes(key)) return null;
      const earlier = await pastOf([conflicts], () => [key]);
      return conflicts.field(key, earlier.get(item.id), Number.POSITIVE_INFINITY);
    },
  };
}
