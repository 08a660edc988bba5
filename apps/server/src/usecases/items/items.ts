import type { Item, ItemInput } from '@brique/shared';
import {
  type Changes,
  changeItem,
  createItem,
  isDeleted,
  isPurged,
  type ReplicatedItem,
} from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { emitItemsChanged } from '../events.js';
import { ownWrite } from '../sync/own-write.js';
import { type Replica, storedForm } from '../sync/replica.js';
import type { ItemWrite } from '../sync/replica-store.js';
import { changesOf } from './item-changes.js';
import { projectItem } from './projection.js';

/** What a person does to items on this instance. Input has been checked (checkItemInput). */
export interface Items {
  create(input: ItemInput): Promise<Item>;
  /** @throws BriqueError `not_found`; `conflict` when it is in the trash or would become too large (ownWrite); `invalid_input` for too many own fields */
  change(id: string, input: Partial<ItemInput>): Promise<Item>;
  /** Moves it to the trash; again, or when it is there already, changes nothing. @throws BriqueError `not_found` */
  remove(id: string): Promise<void>;
  /** @throws BriqueError `not_found` */
  restore(id: string): Promise<Item>;
}

/** @param newId gives a UUIDv7 */
export function createItems(replica: Replica, newId: () => string): Items {
  /** One ordinary write to an item that exists. */
  const edit = async (id: string, changesFor: (item: ReplicatedItem) => Changes): Promise<Item> => {
    const { item, changed } = await replica.store.write(async (tx) => {
      const stored = (await tx.load([id])).get(id);
      if (stored === undefined || isPurged(stored.item))
        throw new BriqueError('not_found', 'There is no such item.');
      const next = changeItem(stored.item, changesFor(stored.item), replica.clock.stamp(stored.item));
      if (next === stored.item) return { item: next, changed: false };
      await tx.save([ownWrite(replica, stored, next)]);
      return { item: next, changed: true };
    });
    if (changed) emitItemsChanged(replica.events, [id]);
    return projectItem(item);
  };

  return {
    async create(input) {
      const write = newItemWrite(replica, newId(), input, replica.instanceId);
      await replica.store.write((tx) => tx.save([write]));
      emitItemsChanged(replica.events, [write.item.id]);
      return projectItem(write.item);
    },
    change: (id, input) =>
      edit(id, (item) => {
        if (!isDeleted(item)) return changesOf(item, input);
        throw new BriqueError('conflict', 'This item is in the trash. Restore it first, then change it.');
      }),
    async remove(id) {
      await edit(id, () => ({ deleted: true }));
    },
    restore: (id) => edit(id, (item) => (isDeleted(item) ? { deleted: false } : {})),
  };
}

/**
 * A new item as it is stored. Empty fields are left out: what nobody wrote needs no stamp.
 * @param origin instance id of its creator
 */
export function newItemWrite(replica: Replica, id: string, input: ItemInput, origin: string): ItemWrite {
  const filled = Object.entries(changesOf(undefined, input)).filter(
    ([, value]) => value !== '' && value !== null,
  );
  const values: Changes = { ...Object.fromEntries(filled), origin };
  const item = createItem(id, values, replica.clock.stamp());
  return { ...storedForm(item, replica.hash), replaces: null, receivedFrom: null };
}
