import { hash } from 'node:crypto';
import { type Changes, changeItem, createItem, makeStamp, type ReplicatedItem } from '@brique/sync-core';
import { storedForm } from '../../src/usecases/sync/replica.js';
import type { ItemWrite, StoredItem } from '../../src/usecases/sync/replica-store.js';

export const sha256 = (text: string) => hash('sha256', text, 'hex');

/** 2026-01-15, the time at which these tests begin. */
export const START = Date.UTC(2026, 0, 15);

/** A UUIDv7 that sorts by its number. @param n below 2^32 */
export function itemId(n: number): string {
  return `019bb000-0000-7000-8000-0000${n.toString(16).padStart(8, '0')}`;
}

/** An item as some instance would write it. @param millis when, from START on */
export function sampleItem(n: number, values: Changes = {}, millis = n): StoredItem {
  const stamp = makeStamp({ millis: START + millis, counter: 0 }, 'aaaaaaaaabbbb');
  return storedForm(createItem(itemId(n), { name: `Thing ${n}`, ...values }, stamp), sha256);
}

/** The same item after one more change. */
export function changed(item: ReplicatedItem, values: Changes, millis: number): StoredItem {
  const stamp = makeStamp({ millis: START + millis, counter: 0 }, 'aaaaaaaaacccc');
  return storedForm(changeItem(item, values, stamp), sha256);
}

export function writeOf(
  stored: StoredItem,
  replaces: StoredItem | null = null,
  receivedFrom: string | null = null,
): ItemWrite {
  return { ...stored, replaces: replaces?.digest ?? null, receivedFrom };
}
