import type { Entry } from '@brique/sync-core';

/** What keys of items were before some writes: by item id, by key, newest first; null where the item did not have the key. */
export type PastOfItems = ReadonlyMap<string, ReadonlyMap<string, readonly (Entry | null)[]>>;

/** Keys of which one question asks in all; each costs up to 50 rows. */
const KEYS_AT_ONCE = 500;
/** Keys of one item of which it asks. */
const KEYS_PER_ITEM = 50;

/** Reads what keys of items were. */
export interface PastEntries {
  /**
   * @param wanted keys by item id, as many as askable() leaves
   * @returns from the latest 50 writes to each item that left it at an ordinary size
   */
  ofKeys(wanted: ReadonlyMap<string, readonly string[]>): Promise<PastOfItems>;
}

/**
 * The keys of which to ask: the first ones of each item, a fair share of what is asked at once. An item that a peer filled with
 * conflicts must not hold up the others; what its further keys were is not told.
 * @param wanted keys by item id; items without any are left out
 */
export function askable(wanted: ReadonlyMap<string, readonly string[]>): Map<string, readonly string[]> {
  const items = [...wanted].filter(([, keys]) => keys.length > 0);
  const share = Math.min(KEYS_PER_ITEM, Math.max(1, Math.floor(KEYS_AT_ONCE / items.length)));
  return new Map(items.map(([id, keys]) => [id, keys.slice(0, share)]));
}
