import { type Json, sameJson } from './canonical.js';
import type { Entry, ReplicatedItem } from './item.js';
import type { Stamp } from './stamp.js';
import { countChange } from './versions.js';

/** New values by key; one call is one change, whatever the number of keys. */
export type Changes = Readonly<Record<string, Json>>;

/**
 * A new item.
 * @param id UUIDv7
 * @param values its first keys, at least one
 * @param stamp of this write
 */
export function createItem(id: string, values: Changes, stamp: Stamp): ReplicatedItem {
  return changeItem({ id, keys: new Map(), versions: new Map() }, values, stamp);
}

/**
 * An ordinary write: sets the keys whose value differs.
 * @param item the copy the writer saw
 * @param stamp later than every stamp in the item
 * @returns the changed item, or the very same object when nothing differs
 */
export function changeItem(item: ReplicatedItem, changes: Changes, stamp: Stamp): ReplicatedItem {
  const keys = new Map<string, Entry>(item.keys);
  let changed = false;
  for (const [key, value] of Object.entries(changes)) {
    const before = keys.get(key);
    if (before !== undefined && sameJson(before.value, value)) continue;
    keys.set(key, { value, stamp });
    changed = true;
  }
  return changed ? { id: item.id, keys, versions: countChange(item.versions, stamp) } : item;
}
