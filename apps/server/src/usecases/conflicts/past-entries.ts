import type { Entry } from '@brique/sync-core';

/** What a key of an item was before some write to the item. */
export interface PastEntry {
  readonly itemId: string;
  readonly key: string;
  /** null when the item did not have the key. */
  readonly entry: Entry | null;
}

/** Reads what keys of items were. */
export interface PastEntries {
  /**
   * @param wanted keys by item id
   * @returns by item and key, newest first, from the latest 50 writes to each item that left it at an ordinary size
   */
  ofKeys(wanted: ReadonlyMap<string, readonly string[]>): Promise<PastEntry[]>;
}
