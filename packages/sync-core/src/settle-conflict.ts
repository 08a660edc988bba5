import type { Json } from './canonical.js';
import { openConflicts } from './conflict-entry.js';
import { type Entry, type ReplicatedItem, readKey } from './item.js';
import { PURGED } from './purge.js';
import type { Stamp } from './stamp.js';
import { countChange } from './versions.js';

/** What somebody decides: keep what holds, take a value that was kept, or a third one. */
export type ConflictChoice =
  | { readonly keep: 'current' }
  | { readonly keep: 'kept'; readonly entryKey: string }
  | { readonly value: Json };

/** A conflict as somebody saw it before deciding. */
export interface ConflictSeen {
  readonly key: string;
  /** currentName() of the value that held. */
  readonly current: string;
  /** The kept values: keys of their entries. */
  readonly entryKeys: readonly string[];
}

/**
 * The key by which a conflict is decided: taking a deletion for good only moves the item to the trash, from where there is a
 * way back.
 */
export function decidedKey(key: string): string {
  return key === PURGED ? 'deleted' : key;
}

/** Names the value that a key holds now. */
export function currentName(item: ReplicatedItem, key: string): string {
  return item.keys.get(key)?.stamp ?? 'none';
}

/**
 * Settles an open conflict by one ordinary change.
 *
 * Invariants (property-tested):
 * 1. The kept values that were seen are settled (null), those that came since stay open.
 * 2. The chosen value is written under the stamp of this change, also when it held already: so two who choose differently
 *    unaware of each other have written different values, which the merge finds and keeps as any conflict. Nobody's
 *    decision is dropped in silence.
 * 3. Where another value holds by now, the chosen one is settled already, or nothing seen is open any more, nothing is done.
 * @param item the copy of whoever decides
 * @param stamp later than every stamp in the item
 * @returns the changed item, or null when what was seen is no more
 */
export function settleConflict(
  item: ReplicatedItem,
  { key, current, entryKeys }: ConflictSeen,
  choice: ConflictChoice,
  stamp: Stamp,
): ReplicatedItem | null {
  const open = openConflicts(item).filter((each) => each.key === key && entryKeys.includes(each.entryKey));
  if (open.length === 0 || currentName(item, key) !== current) return null;
  const keys = new Map<string, Entry>(item.keys);
  for (const { entryKey } of open) keys.set(entryKey, { value: null, stamp });
  if ('keep' in choice && choice.keep === 'kept') {
    const chosen = open.find(({ entryKey }) => entryKey === choice.entryKey);
    if (chosen === undefined) return null;
    // Whatever an entry of a deletion holds, it says that somebody deleted.
    keys.set(decidedKey(key), { value: decidedKey(key) === 'deleted' ? true : chosen.value, stamp });
  } else if ('value' in choice) {
    keys.set(decidedKey(key), { value: choice.value, stamp });
  } else {
    const value = readKey(item, decidedKey(key));
    if (value !== undefined) keys.set(decidedKey(key), { value, stamp });
  }
  return { id: item.id, keys, versions: countChange(item.versions, stamp) };
}
