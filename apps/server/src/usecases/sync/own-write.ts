import { LIMITS } from '@brique/shared';
import { outgrown, type ReplicatedItem, readKey } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { type Replica, storedForm } from './replica.js';
import type { ItemWrite, StoredItem } from './replica-store.js';

/**
 * A change made here, as it is stored. Deleting is always possible (outgrown).
 * @param before the copy that it was made to
 * @throws BriqueError `item_outgrown` when no other instance would take the item
 */
export function ownWrite(
  { hash }: Pick<Replica, 'hash'>,
  before: StoredItem,
  next: ReplicatedItem,
): ItemWrite {
  const form = storedForm(next, hash);
  if (outgrown(before.item, form, LIMITS) !== null) throw outgrownError(next);
  return { ...form, replaces: before.digest, receivedFrom: null };
}

export function outgrownError(item: ReplicatedItem): BriqueError {
  return new BriqueError(
    'item_outgrown',
    `“${nameOf(item)}” would become too large for other instances to take. Choose in some of its conflicts first; ` +
      'when it has none, make a new item of what matters in it.',
  );
}

/** Why what a peer did to an item cannot be undone for all. @param item as it is here */
export function notKeptError(item: ReplicatedItem): BriqueError {
  return new BriqueError(
    'item_not_kept',
    `“${nameOf(item)}” can no longer be shared as it is here: the other instance let it grow so large that no instance would take it back. ` +
      'Make a new item of what matters in it, then accept the change.',
  );
}

/** What a peer may have written. */
function nameOf(item: ReplicatedItem): string {
  return String(readKey(item, 'name') ?? '').slice(0, LIMITS.nameLength);
}
