import { LIMITS } from '@brique/shared';
import { hasTooManyKeys, isDeleted, type RejectCode, type ReplicatedItem, readKey } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { type Replica, storedForm } from './replica.js';
import type { ItemWrite, StoredItem } from './replica-store.js';

type Copy = Pick<StoredItem, 'item' | 'text'>;

/**
 * Whether a write would make an item larger than any instance takes: nothing of it would travel any more. What leaves an item
 * that is too large already no larger may be written.
 * @param before the copy that is written over
 * @returns why others would refuse it, null when they take it
 */
export function outgrown(
  before: Copy,
  after: Copy,
): Extract<RejectCode, 'too_many_keys'> | 'item_too_large' | null {
  if (hasTooManyKeys(after.item, before.item, LIMITS)) return 'too_many_keys';
  const isLarger = after.text.length > before.text.length;
  return isLarger && Buffer.byteLength(after.text) > LIMITS.itemBytes ? 'item_too_large' : null;
}

/**
 * A change made here, as it is stored.
 * @param before the copy that it was made to
 * @throws BriqueError `conflict` when no other instance would take the item
 */
export function ownWrite(
  { hash }: Pick<Replica, 'hash'>,
  before: StoredItem,
  next: ReplicatedItem,
): ItemWrite {
  const form = storedForm(next, hash);
  // Deleting must always be possible: once it is deleted for good, it is small.
  if (!isDeleted(next) && outgrown(before, form) !== null)
    throw new BriqueError('conflict', tooLargeWords(next));
  return { ...form, replaces: before.digest, receivedFrom: null };
}

/** The name is what a peer may have written. */
export function tooLargeWords(item: ReplicatedItem): string {
  const name = String(readKey(item, 'name') ?? '').slice(0, LIMITS.nameLength);
  return (
    `“${name}” would become too large for other instances to take. Choose in some of its conflicts first; ` +
    'when it has none, make a new item of what matters in it.'
  );
}
