import type { Asset, FieldConflict, ItemChange, ItemConflict, ItemDetail } from '@brique/shared';
import {
  ASSET_PREFIX,
  type Json,
  millisOf,
  OWN_PREFIX,
  openConflicts,
  PURGED,
  REPLICA_PREFIX_LENGTH,
  type ReplicatedItem,
  readKey,
  replicaOf,
} from '@brique/sync-core';
import { isoTime } from '../clock.js';
import { readOwnFields, readOwnValue } from './own-field.js';
import { projectItem } from './projection.js';

/** Told of the values in conflict, each with the one that holds beside it: a peer may have filled an item with them. */
const CONFLICT_BYTES = 512 * 1024;

/** Everything about one item. @param told its conflicts key by key, as much of them as is told */
export function itemDetail(
  item: ReplicatedItem,
  told: { readonly fields: FieldConflict[]; readonly moreFields: number },
): ItemDetail {
  return {
    ...projectItem(item),
    assets: assetsOf(item),
    conflicts: conflictsOf(item),
    fieldConflicts: told.fields,
    moreFieldConflicts: told.moreFields,
    history: historyOf(item),
    ownFields: readOwnFields(item),
  };
}

/** The last change of each key, newest first. Of an item's making, `origin` is the key that nobody changes later. */
function historyOf(item: ReplicatedItem): ItemChange[] {
  const made = item.keys.get('origin')?.stamp;
  return [...item.keys]
    .filter(([key]) => key !== 'origin' && key !== PURGED)
    .sort(([, a], [, b]) => (a.stamp < b.stamp ? 1 : -1))
    .map(([key, { value, stamp }]) => ({
      key,
      at: isoTime(millisOf(stamp)),
      peer: peerOf(stamp),
      isEmpty: value === null || value === '',
      isFirst: stamp === made,
    }));
}

function conflictsOf(item: ReplicatedItem): ItemConflict[] {
  const told: ItemConflict[] = [];
  let left = CONFLICT_BYTES;
  for (const { key, value, stamp } of openConflicts(item)) {
    const conflict = {
      key,
      losingValue: shownValue(key, value),
      losingPeer: peerOf(stamp),
      losingAt: isoTime(millisOf(stamp)),
      winningValue: shownValue(key, readKey(item, key) ?? null),
    };
    left -= Buffer.byteLength(JSON.stringify(conflict));
    if (left < 0 && told.length > 0) break;
    told.push(conflict);
  }
  return told;
}

/** Own fields may hold what this version does not know; a page gets what it can show. */
function shownValue(key: string, value: Json): Json {
  return key.startsWith(OWN_PREFIX) ? readOwnValue(value) : value;
}

function assetsOf(item: ReplicatedItem): Asset[] {
  return [...item.keys].flatMap(([key, { value }]) => {
    if (!key.startsWith(ASSET_PREFIX) || !isObject(value)) return [];
    const text = (name: string) => (typeof value[name] === 'string' ? value[name] : '');
    return {
      id: key.slice(ASSET_PREFIX.length),
      itemId: item.id,
      type: (text('type') || 'other') as Asset['type'],
      name: text('name'),
      size: typeof value.size === 'number' ? value.size : 0,
      sha256: text('sha256'),
      mimeType: text('mimeType'),
      createdAt: text('createdAt'),
    };
  });
}

function peerOf(stamp: string): string {
  return replicaOf(stamp).slice(0, REPLICA_PREFIX_LENGTH);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
