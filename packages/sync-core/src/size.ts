import { encodeItem, isConflictKey, isDeleted, type ReplicatedItem } from './item.js';
import { isPurged } from './purge.js';

/**
 * How large an item may be. What follows from that an item is there, and not from what people write into it, is not counted: so a
 * deletion, and what restamp() writes, fit into every item that others take.
 *
 * Invariants (property-tested):
 * 1. What is written although it is larger than before (outgrown() says null) is taken by whoever took the copy before.
 * 2. Deleting an item that others take makes one that they take; so does deleting it for good.
 */
export interface SizeLimits {
  /** Of the canonical text, UTF-8, without versions and `deleted` (contentBytes). */
  readonly itemBytes: number;
  /** Not counted: `deleted`, and settled conflict entries, which stay for good. */
  readonly keysPerItem: number;
  /** Runs of instances that wrote it. A tenth more may have written an item in the trash, two tenths more a tombstone. */
  readonly replicasPerItem: number;
}

/** Why an item is too large for others. */
export type SizeCode = 'too_many_keys' | 'too_many_replicas' | 'item_too_large';

/** Whatever is not counted takes no more than this: what is longer need not be read to be refused. */
export const UNCOUNTED_BYTES = 1024 * 1024;

/**
 * Whether a write would make an item that no other instance takes. Of one that is too large already, what leaves it no larger may
 * still be written.
 * @param before the copy that is written over
 * @returns why others would refuse it, null when they take it
 */
export function outgrown(
  before: ReplicatedItem,
  after: { readonly item: ReplicatedItem; readonly text: string },
  limits: SizeLimits,
): SizeCode | null {
  const { item, text } = after;
  const keys = excessKeys(item, limits);
  if (keys > 0 && keys > excessKeys(before, limits)) return 'too_many_keys';
  const replicas = excessReplicas(item, limits);
  if (replicas > 0 && replicas > excessReplicas(before, limits)) return 'too_many_replicas';
  if (!mayBeLonger(text, limits)) return null;
  const bytes = contentBytes(item);
  return bytes > limits.itemBytes && bytes > contentBytes(before) ? 'item_too_large' : null;
}

/**
 * Why an item that checkItem() takes is too large all the same.
 * @param text its canonical text
 */
export function tooLarge(
  item: ReplicatedItem,
  text: string,
  limits: SizeLimits,
): Exclude<SizeCode, 'too_many_keys'> | null {
  if (excessReplicas(item, limits) > 0) return 'too_many_replicas';
  return mayBeLonger(text, limits) && contentBytes(item) > limits.itemBytes ? 'item_too_large' : null;
}

/** @param keys with their values, of whatever shape */
export function countedKeys(keys: Iterable<readonly [string, unknown]>): number {
  let count = 0;
  for (const [key, value] of keys) {
    if (key !== 'deleted' && !(value === null && isConflictKey(key))) count += 1;
  }
  return count;
}

export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

function excessKeys(item: ReplicatedItem, { keysPerItem }: SizeLimits): number {
  return item.keys.size <= keysPerItem ? 0 : Math.max(0, countedKeys(valuesOf(item)) - keysPerItem);
}

function* valuesOf({ keys }: ReplicatedItem): Generator<readonly [string, unknown]> {
  for (const [key, { value }] of keys) yield [key, value];
}

function excessReplicas(item: ReplicatedItem, limits: SizeLimits): number {
  const tenths = isPurged(item) ? 2 : isDeleted(item) ? 1 : 0;
  return Math.max(0, item.versions.size - allowedReplicas(limits, tenths));
}

/** Of whatever item. */
export function maxReplicas(limits: SizeLimits): number {
  return allowedReplicas(limits, 2);
}

function allowedReplicas({ replicasPerItem }: SizeLimits, tenths: number): number {
  return Math.floor((replicasPerItem * (10 + tenths)) / 10);
}

/** Measuring costs a walk through the text, which most need not be spent. */
function mayBeLonger(text: string, { itemBytes }: SizeLimits): boolean {
  return text.length * 3 > itemBytes && utf8Length(text) > itemBytes;
}

function contentBytes({ id, keys }: ReplicatedItem): number {
  const content = new Map(keys);
  content.delete('deleted');
  return utf8Length(encodeItem({ id, keys: content, versions: new Map() }));
}
