import type { KeyChange } from '@brique/shared';
import {
  isConflictKey,
  type Json,
  millisOf,
  OWN_PREFIX,
  PURGED,
  REPLICA_PREFIX_LENGTH,
  type ReplicatedItem,
  replicaOf,
  sameJson,
} from '@brique/sync-core';
import { isoTime } from '../clock.js';
import { readOwnValue } from '../items/own-field.js';

/**
 * What differs between two states of an item, key by key, in a form that a page can show. Not told: who created it, which never
 * changes, and what merging wrote down of a conflict.
 * @param before null for an item that was not there
 */
export function keyChanges(before: ReplicatedItem | null, after: ReplicatedItem): KeyChange[] {
  return [...after.keys]
    .filter(([key]) => key !== 'origin' && key !== PURGED && !isConflictKey(key))
    .flatMap(([key, { value, stamp }]) => {
      const old = before?.keys.get(key)?.value ?? null;
      if (sameJson(old, value)) return [];
      const peer = replicaOf(stamp).slice(0, REPLICA_PREFIX_LENGTH);
      return { key, old: shown(key, old), new: shown(key, value), peer, at: isoTime(millisOf(stamp)) };
    });
}

function shown(key: string, value: Json): Json {
  return key.startsWith(OWN_PREFIX) && value !== null ? readOwnValue(value) : value;
}
