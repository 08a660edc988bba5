import type { Item } from '@brique/shared';
import { isPurged } from '@brique/sync-core';
import { projectItem, sortKey } from '../../usecases/items/projection.js';
import type { ItemWrite, PreparedWrite, StoredItem } from '../../usecases/sync/replica-store.js';

/** Columns of `items` that a write sends per item, in the order of `preparedRow`. */
export const ITEM_COLUMNS = [
  'id',
  'digest_0',
  'digest_1',
  'digest_2',
  'digest_3',
  'doc',
  'name',
  'category',
  'brand',
  'model',
  'serial_number',
  'purchase_date',
  'notes',
  'photo_asset_id',
  'health',
  'asset_count',
  'conflict_count',
  'origin_peer_id',
  'sync_version',
  'created_at',
  'updated_at',
  'deleted_at',
  'sort_name',
  'received_from',
] as const;

/**
 * What `deleted_at` says of a purged item. It is neither in the inventory (null) nor in the trash (a time), so that it
 * appears nowhere, and the indexes that begin with the column serve both as before.
 */
const PURGED_AT = '';
/** Of items in the trash. */
export const IN_TRASH = "deleted_at > ''";
/** Of all items that there are for people: in the inventory or in the trash. */
export const NOT_PURGED = "deleted_at IS NOT ''";

/** The rows of some writes: a JSON array of arrays, each with the values of ITEM_COLUMNS. */
export function rowsJson(writes: readonly (ItemWrite | PreparedWrite)[]): string {
  const rows = writes.map((write) => {
    const row = 'row' in write ? write.row : preparedRow(write);
    return `[${row},${JSON.stringify(write.receivedFrom)}]`;
  });
  return `[${rows.join(',')}]`;
}

/** An item's row as JSON values for all ITEM_COLUMNS but the last, which says where it came from. */
export function preparedRow({ item, text, digest }: StoredItem): string {
  const dto = projectItem(item);
  const values = [
    dto.id,
    ...digest,
    text,
    dto.name,
    dto.category,
    dto.brand,
    dto.model,
    dto.serialNumber,
    dto.purchaseDate,
    dto.notes,
    dto.photoAssetId,
    dto.health,
    dto.assetCount,
    dto.conflictCount,
    dto.originPeerId,
    dto.syncVersion,
    dto.createdAt,
    dto.updatedAt,
    isPurged(item) ? PURGED_AT : dto.deletedAt,
    sortKey(dto.name),
  ];
  return JSON.stringify(values).slice(1, -1);
}

/** The columns an Item is read from. */
export interface ItemRow {
  row: number;
  id: string;
  name: string;
  category: string;
  brand: string;
  model: string;
  serial_number: string;
  purchase_date: string | null;
  notes: string;
  photo_asset_id: string | null;
  health: Item['health'];
  asset_count: number;
  conflict_count: number;
  origin_peer_id: string;
  sync_version: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
  sort_name: string;
}

export const ITEM_ROW_COLUMNS = [
  'row',
  'id',
  'name',
  'category',
  'brand',
  'model',
  'serial_number',
  'purchase_date',
  'notes',
  'photo_asset_id',
  'health',
  'asset_count',
  'conflict_count',
  'origin_peer_id',
  'sync_version',
  'created_at',
  'updated_at',
  'deleted_at',
  'sort_name',
] as const satisfies readonly (keyof ItemRow)[];

export function itemFromRow(row: ItemRow): Item {
  return {
    id: row.id,
    name: row.name,
    category: row.category,
    brand: row.brand,
    model: row.model,
    serialNumber: row.serial_number,
    purchaseDate: row.purchase_date,
    notes: row.notes,
    photoAssetId: row.photo_asset_id,
    health: row.health,
    assetCount: row.asset_count,
    conflictCount: row.conflict_count,
    originPeerId: row.origin_peer_id,
    syncVersion: row.sync_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  };
}
