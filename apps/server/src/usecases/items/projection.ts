import type { AssetType, Health, Item } from '@brique/shared';
import {
  ASSET_PREFIX,
  changeCount,
  isConflictKey,
  isDeleted,
  latestStamp,
  millisOf,
  parseConflictKey,
  type ReplicatedItem,
  readKey,
} from '@brique/sync-core';
import { isoTime } from '../clock.js';

/**
 * What people see of a replicated item. Everything is derived from its keys, stamps and versions, so every instance that
 * holds the same copy shows the same item.
 */
export function projectItem(item: ReplicatedItem): Item {
  const assets = assetTypes(item);
  return {
    id: item.id,
    name: text(item, 'name'),
    category: text(item, 'category'),
    brand: text(item, 'brand'),
    model: text(item, 'model'),
    serialNumber: text(item, 'serialNumber'),
    purchaseDate: text(item, 'purchaseDate') || null,
    notes: text(item, 'notes'),
    photoAssetId: text(item, 'photo') || null,
    health: healthOf(assets),
    assetCount: assets.length,
    conflictCount: openConflictCount(item),
    originPeerId: text(item, 'origin'),
    syncVersion: changeCount(item.versions),
    createdAt: isoTime(createdMillis(item.id)),
    updatedAt: isoTime(millisOf(latestStamp(item))),
    deletedAt: isDeleted(item) ? isoTime(millisOf(item.keys.get('deleted')?.stamp ?? '0')) : null,
  };
}

/** The form of a text by which it is sorted: without case and accents. */
export function sortKey(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A UUIDv7 begins with 48 bits of milliseconds since 1970 (RFC 9562, 5.7). */
function createdMillis(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** Texts come from peers too; SQLite ends a text at NUL, and gives half a surrogate pair back as something else: neither may reach a column. */
function text(item: ReplicatedItem, key: string): string {
  const value = readKey(item, key);
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : '';
}

function assetTypes(item: ReplicatedItem): AssetType[] {
  const types: AssetType[] = [];
  for (const [key, { value }] of item.keys) {
    if (!key.startsWith(ASSET_PREFIX) || value === null || typeof value !== 'object') continue;
    types.push('type' in value ? (value.type as AssetType) : 'other');
  }
  return types;
}

/** A photo or a receipt helps nobody repair a thing; secured takes a manual and a service manual. */
function healthOf(types: readonly AssetType[]): Health {
  const documents = types.filter((type) => type !== 'photo' && type !== 'receipt');
  if (documents.length === 0) return 'incomplete';
  return documents.includes('manual') && documents.includes('service_manual') ? 'secured' : 'partial';
}

function openConflictCount(item: ReplicatedItem): number {
  let count = 0;
  for (const [key, { value }] of item.keys) {
    if (value !== null && isConflictKey(key) && parseConflictKey(key) !== null) count += 1;
  }
  return count;
}
