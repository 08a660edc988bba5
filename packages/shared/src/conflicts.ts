import type { Item, ItemDetail } from './item.js';

/** One of the values that instances gave a key unaware of each other. */
export interface ConflictSide {
  /**
   * Of an own field (`x:…`): its type and value. Of `deleted` and `purged`: true for "it was deleted", false for "it stays".
   * Null, or an empty text, when the side holds nothing.
   */
  value: unknown;
  /** Only where `value` is the beginning of something longer: characters of the whole. */
  length?: number;
  /**
   * First 8 characters of the instance id that wrote it, and when. Of the side of `deleted` and `purged` that stays: who
   * changed the item last.
   */
  peer: string;
  at: string;
  /** It holds now; the others are kept beside it. */
  isCurrent: boolean;
  /** Names the kept value in `settle`; null for the current one. */
  conflict: string | null;
}

/**
 * An open conflict: the values of one key that nobody has chosen between. Also in `GET /items/:id`, as `fieldConflicts`. Where that
 * would be much, values are shortened and sides left out; `GET /items/:id/conflicts?key=` tells one with all its sides, whole.
 */
export interface FieldConflict {
  /**
   * `notes`, `x:…`; `deleted`: deleted on one instance and changed on another; `purged`: likewise, but deleted for good. Other
   * keys (`photo`, `asset:…`) may be in conflict too: they take no third value.
   */
  key: string;
  /** A third value may be given. */
  isEditable: boolean;
  /**
   * The newest value that all sides had seen, as far as this instance saw it (an empty one when there was none); null when not
   * known. Always null for `deleted` and `purged`.
   */
  before: Pick<ConflictSide, 'value' | 'length'> | null;
  /** Names the value that holds, in `settle`. */
  current: string;
  /** The current one first, then the kept ones, newest first: two or more. */
  sides: ConflictSide[];
  /** Kept ones that are not told here. */
  moreSides: number;
}

export interface ConflictedItem {
  item: Item;
  /** In the order of forms; deletions first. */
  fields: FieldConflict[];
  /** Keys in conflict that are not told here; `GET /items/:id` tells of more, and they come up as the others are settled. */
  moreFields: number;
}

/** `GET /conflicts?limit=&cursor=`: items outside the trash with open conflicts, last changed first. */
export interface ConflictPage {
  items: ConflictedItem[];
  nextCursor: string | null;
  /** Items, on all pages. */
  total: number;
}

/** One conflict as a person saw it: what has come since stays open. */
export interface SeenConflict {
  /** FieldConflict.key */
  key: string;
  /** FieldConflict.current. When another value holds by now, nothing is settled: 409 `conflict`, to look again. */
  current: string;
  /** ConflictSide.conflict of each kept value that the person saw. One that was settled meanwhile is passed over. */
  conflicts: string[];
}

/** `POST /items/:id/conflicts/settle`: one choice for one key; it settles the conflict on every instance. */
export interface SettleInput extends SeenConflict {
  choice: SettleChoice;
}

/**
 * Keep what holds, take a kept value, or a third one, in the form in which `PATCH /items/:id` takes the field (an own field: its
 * type and value, or null). Taking the deletion of `deleted` or `purged` moves the item to the trash.
 */
export type SettleChoice = { keep: 'current' } | { keep: 'kept'; conflict: string } | { value: unknown };

export interface SettleResult {
  item: ItemDetail;
  /** Give it to `POST /items/undo`: the value comes back, and the conflict is open again. Null when nothing changed. */
  undoId: string | null;
}

/** `POST /conflicts/settle`: keeps what holds for many conflicts at once, up to 1,000, of one item or several. */
export interface SettleManyInput {
  keep: 'current';
  items: { id: string; fields: SeenConflict[] }[];
}

export interface SettleManyResult {
  /** Conflicts settled. */
  settled: number;
  /** Conflicts in which another value holds by now, or that are settled already: nothing was done to them. */
  passedOver: number;
  /** Give it to `POST /items/undo`; null when nothing changed. */
  undoId: string | null;
}
