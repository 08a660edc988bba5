import type { FieldConflict } from './conflicts.js';
import type { OwnField, OwnFieldsInput } from './own-field.js';

/** How well an item is documented: no document, some, or a manual and a service manual. */
export type Health = 'incomplete' | 'partial' | 'secured';

export type AssetType =
  | 'manual'
  | 'service_manual'
  | 'exploded_view'
  | 'stl'
  | 'firmware'
  | 'driver'
  | 'schematic'
  | 'photo'
  | 'receipt'
  | 'other';

/** One thing somebody owns, as the UI API shows it. Times are ISO 8601 UTC with milliseconds. */
export interface Item {
  /** UUIDv7. */
  id: string;
  name: string;
  category: string;
  brand: string;
  model: string;
  serialNumber: string;
  /** `YYYY-MM-DD`. */
  purchaseDate: string | null;
  notes: string;
  photoAssetId: string | null;
  health: Health;
  assetCount: number;
  conflictCount: number;
  /** Instance id of the instance that created the item. */
  originPeerId: string;
  /** Starts at 1 and grows by one with each change of the item, wherever made. */
  syncVersion: number;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
}

/**
 * The form in which people read an item's id off a label and type it in: its end, because ids begin with the time and those of one
 * import look alike there.
 * @param id full item id
 * @returns e.g. `9f3a-07c1`
 */
export function shortItemId(id: string): string {
  return `${id.slice(-8, -4)}-${id.slice(-4)}`;
}

/** A document that belongs to an item. */
export interface Asset {
  id: string;
  itemId: string;
  type: AssetType;
  name: string;
  /** Bytes. */
  size: number;
  sha256: string;
  mimeType: string;
  createdAt: string;
}

/** Two instances changed the same key unaware of each other; the losing value is kept here. */
export interface ItemConflict {
  key: string;
  /** Of an own field (`x:…`): its type and value, or null. */
  losingValue: unknown;
  /** Who wrote the losing value, as the first characters of an instance id, and when. */
  losingPeer: string;
  losingAt: string;
  /** What holds now. */
  winningValue: unknown;
}

/** The last change of one key of an item. */
export interface ItemChange {
  key: string;
  at: string;
  /** First 8 characters of the instance id that wrote it. */
  peer: string;
  /** The key holds nothing since then: emptied, removed, or settled. */
  isEmpty: boolean;
  /** Written when the item was made, by a person or by an import. */
  isFirst: boolean;
}

/** `GET /items/:id`. */
export interface ItemDetail extends Item {
  assets: Asset[];
  /** Newest first. */
  history: ItemChange[];
  /** Newest first, as many as are told without being much; `conflictCount` says how many there are. */
  conflicts: ItemConflict[];
  /** The same by key, with their sides: what `POST /items/:id/conflicts/settle` decides about. */
  fieldConflicts: FieldConflict[];
  /** Keys in conflict that are not told here; they come up as the others are settled. */
  moreFieldConflicts: number;
  /** By name. */
  ownFields: OwnField[];
}

/** The keys a person edits. `POST /items` takes a name and any others; `PATCH` the changed ones. */
export interface ItemInput {
  name: string;
  category?: string;
  brand?: string;
  model?: string;
  serialNumber?: string;
  purchaseDate?: string | null;
  notes?: string;
  ownFields?: OwnFieldsInput;
}

/** The fields that every item has and a person edits, in the order of forms and exports. */
export const ITEM_FIELDS = [
  'name',
  'category',
  'brand',
  'model',
  'serialNumber',
  'purchaseDate',
  'notes',
] as const satisfies readonly (keyof ItemInput)[];

export type ItemField = (typeof ITEM_FIELDS)[number];

export type ItemSort =
  | 'name'
  | '-name'
  | 'updatedAt'
  | '-updatedAt'
  | 'createdAt'
  | '-createdAt'
  | 'category'
  | '-category'
  | 'brand'
  | '-brand';

/** `GET /items`. */
export interface ItemPage {
  items: Item[];
  nextCursor: string | null;
  total: number;
}

export const ITEM_NEEDS = ['conflicts', 'uncategorised'] as const;
export type ItemNeed = (typeof ITEM_NEEDS)[number];

/** `GET /items/lookup?text=`: what bears the text as its id, short id or serial number; the trash included. */
export interface ItemLookup {
  items: Item[];
}

/** What narrows a list of items: the query of `GET /items`, without its order and paging. */
export interface ItemFilter {
  search?: string;
  category?: string;
  brand?: string;
  health?: Health;
  /** Instance id of the creator. */
  origin?: string;
  /** Items that want something: with a conflict to settle, or in no category. */
  only?: ItemNeed;
  /** The trash instead of the inventory. */
  deleted?: boolean;
}

export interface FacetValue {
  value: string;
  count: number;
}

/**
 * `GET /items/facets`, with the filter of `GET /items`: the values that each field takes, most frequent first, at most 200 a
 * field. A field is counted under all parts of the filter but its own, so that its other values remain to be chosen.
 */
export interface ItemFacets {
  category: FacetValue[];
  brand: FacetValue[];
  health: FacetValue[];
  origin: FacetValue[];
}

/** `POST /items/bulk`: one act on many items, named one by one or by a filter; all of them or none. */
export type BulkInput = ({ ids: string[] } | { filter: ItemFilter }) &
  ({ action: 'delete' | 'restore' } | { action: 'change'; changes: Partial<ItemInput> });

export interface BulkResult {
  /** Items that it changed; those that were so already are not counted. */
  changed: number;
  /**
   * Give it to `POST /items/undo` to take the act back; null when nothing changed. The last 20 acts are kept while the
   * server runs.
   */
  undoId: string | null;
}

/**
 * `POST /items/purge`: deletes items for good, those in the trash named one by one, or those that a filter of the trash
 * leaves (`deleted` must be true); all of them or none. It goes on every instance, and cannot be taken back.
 */
export type PurgeInput = { ids: string[] } | { filter: ItemFilter & { deleted: true } };

export interface PurgeResult {
  purged: number;
  /** Items named that do not lie in the trash, or do not exist: nothing was done to them. */
  passedOver: number;
}

/** `GET /stats`. Sizes in bytes. */
export interface Stats {
  items: number;
  deleted: number;
  /** Items outside the trash with a conflict to settle. */
  conflicts: number;
  byCategory: { category: string; count: number }[];
  byHealth: Record<Health, number>;
  byOrigin: { peerId: string; count: number }[];
  storage: { databaseBytes: number };
}
