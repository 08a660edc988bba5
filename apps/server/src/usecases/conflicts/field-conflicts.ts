import { type ConflictSide, type FieldConflict, ITEM_FIELDS, LIMITS } from '@brique/shared';
import {
  clockOf,
  currentName,
  type Entry,
  emptyValue,
  isConflictKey,
  isDeleted,
  type Json,
  latestStamp,
  millisOf,
  type OpenConflict,
  OWN_PREFIX,
  openConflicts,
  PURGED,
  REPLICA_PREFIX_LENGTH,
  type ReplicatedItem,
  readKey,
  replicaOf,
  type Stamp,
} from '@brique/sync-core';
import { isoTime } from '../clock.js';
import { readOwnValue } from '../items/own-field.js';
import { isLonger, typedText } from '../items/typed-text.js';
import type { PastOfItems } from './past-entries.js';

/** The open conflicts of an item, key by key; the sides of a key are put together when they are asked for. */
export interface ItemConflicts {
  readonly item: ReplicatedItem;
  /** In the order of forms; deletions first. */
  readonly keys: readonly string[];
  /**
   * A key's conflict as people see it.
   * @param past what the item's keys were (PastEntries); of a key that is not there it is not known
   * @param maxSides sides told; how many more there are is counted
   */
  field(key: string, past: ReturnType<PastOfItems['get']>, maxSides: number): FieldConflict;
}

/** An item may be in conflict in hundreds of keys, a key in hundreds of values: each entry is looked at once. */
export function itemConflicts(item: ReplicatedItem): ItemConflicts {
  const byKey = new Map<string, OpenConflict[]>();
  for (const each of openConflicts(item)) {
    const ofKey = byKey.get(each.key);
    if (ofKey === undefined) byKey.set(each.key, [each]);
    else ofKey.push(each);
  }
  const latest = latestStamp(item);
  return {
    item,
    keys: [...byKey.keys()].sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1)),
    field(key, past, maxSides) {
      const kept = byKey.get(key) ?? [];
      const told = kept.slice(0, maxSides - 1);
      return {
        key,
        isEditable: isEditable(key),
        before: isDeletion(key) ? null : before(key, kept, past?.get(key) ?? []),
        current: currentName(item, key),
        sides: [currentSide(item, key, latest), ...told.map(keptSide)],
        moreSides: kept.length - told.length,
      };
    },
  };
}

/** Whether a third value may be given: of the fields that a person fills in. */
export function isEditable(key: string): boolean {
  if ((ITEM_FIELDS as readonly string[]).includes(key)) return true;
  if (!key.startsWith(OWN_PREFIX)) return false;
  // A peer may have named it otherwise than we would.
  const name = key.slice(OWN_PREFIX.length);
  return typedText(name, 'one') === name && !isLonger(name, LIMITS.ownFieldNameLength);
}

function isDeletion(key: string): boolean {
  return key === 'deleted' || key === PURGED;
}

const ORDER: readonly string[] = ['deleted', PURGED, ...ITEM_FIELDS, 'photo'];

function placeOf(key: string): number {
  const place = ORDER.indexOf(key);
  if (place >= 0) return place;
  return ORDER.length + (key.startsWith(OWN_PREFIX) ? 0 : 1);
}

/** @param latest the item's latest stamp */
function currentSide(item: ReplicatedItem, key: string, latest: Stamp): ConflictSide {
  if (isDeletion(key)) return side(isDeleted(item), lastChange(item), null);
  return side(shownValue(key, readKey(item, key) ?? null), item.keys.get(key)?.stamp ?? latest, null);
}

function keptSide({ key, value, stamp, entryKey }: OpenConflict): ConflictSide {
  return side(isDeletion(key) ? true : shownValue(key, value), stamp, entryKey);
}

function side(value: Json, stamp: Stamp, conflict: string | null): ConflictSide {
  const peer = replicaOf(stamp).slice(0, REPLICA_PREFIX_LENGTH);
  return { value, peer, at: isoTime(millisOf(stamp)), isCurrent: conflict === null, conflict };
}

/** The latest change that people see, but for deletions. */
function lastChange(item: ReplicatedItem): Stamp {
  let latest: Stamp = '';
  for (const [key, { stamp }] of item.keys) {
    if (!isDeletion(key) && !isConflictKey(key) && stamp > latest) latest = stamp;
  }
  return latest === '' ? latestStamp(item) : latest;
}

/** The newest value that all sides had seen; an empty one when the key was not there before any of them. */
function before(
  key: string,
  kept: readonly OpenConflict[],
  earlier: readonly (Entry | null)[],
): FieldConflict['before'] {
  const seen = (stamp: Stamp) =>
    kept.every(({ common }) => (common?.get(replicaOf(stamp)) ?? '') >= clockOf(stamp));
  if (kept.some(({ common }) => common === null)) return null;
  const shared = earlier.find((entry) => entry !== null && seen(entry.stamp));
  if (shared !== undefined && shared !== null) return { value: shownValue(key, shared.value) };
  return earlier.includes(null) ? { value: emptyValue(key) } : null;
}

/** Own fields may hold what this version does not know; a page gets what it can show. */
function shownValue(key: string, value: Json): Json {
  return key.startsWith(OWN_PREFIX) ? readOwnValue(value) : value;
}
