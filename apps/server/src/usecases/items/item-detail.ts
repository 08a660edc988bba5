import type { Asset, Item, ItemChange, ItemConflict, ItemDetail } from '@brique/shared';
import {
  ASSET_PREFIX,
  decodeItem,
  isConflictKey,
  type Json,
  millisOf,
  OWN_PREFIX,
  PURGED,
  parseConflictKey,
  REPLICA_PREFIX_LENGTH,
  type ReplicatedItem,
  readKey,
  replicaOf,
} from '@brique/sync-core';
import { isoTime } from '../clock.js';
import { readOwnFields, readOwnValue } from './own-field.js';

/** Everything about one item, from its projection and its canonical text. */
export function itemDetail(item: Item, doc: string): ItemDetail {
  const replicated = decodeItem(doc);
  return {
    ...item,
    assets: assetsOf(replicated),
    conflicts: conflictsOf(replicated),
    history: historyOf(replicated),
    ownFields: readOwnFields(replicated),
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
  return [...item.keys].flatMap(([key, { value }]) => {
    const named = isConflictKey(key) ? parseConflictKey(key) : null;
    if (named === null || value === null) return [];
    return {
      key: named.key,
      losingValue: shownValue(named.key, isObject(value) ? (value.value ?? null) : null),
      losingPeer: peerOf(named.losingStamp),
      losingAt: isoTime(millisOf(named.losingStamp)),
      winningValue: shownValue(named.key, readKey(item, named.key) ?? null),
    };
  });
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
