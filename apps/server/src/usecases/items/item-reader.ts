import type { Item, ItemFacets, ItemFilter, ItemPage, ItemSort, OwnFieldUse, Stats } from '@brique/shared';
import type { ExportedItem } from './transfer/export.js';
import type { OwnColumn } from './transfer/own-columns.js';

/** A page of a filtered list. Of `search`, each word must begin a word in the item. */
export interface ItemQuery extends ItemFilter {
  readonly sort: ItemSort;
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of items in conflict. */
export interface ConflictedDocs extends Omit<ItemPage, 'items'> {
  /** Items on this page. */
  readonly count: number;
  /** Their canonical texts in order, a few megabytes at a time. */
  readonly docs: AsyncIterable<readonly string[]>;
}

/** Reads of items for the screen and for export. */
export interface ItemReader {
  /** @throws BriqueError `malformed` for a cursor that is none of ours */
  page(query: ItemQuery): Promise<ItemPage>;
  /**
   * Canonical texts of the items outside the trash with open conflicts, last changed first.
   * @throws BriqueError `malformed` for a cursor that is none of ours
   */
  inConflict(query: Pick<ItemQuery, 'limit' | 'cursor'>): Promise<ConflictedDocs>;
  /** @returns the item and its canonical text, null when there is none */
  get(id: string): Promise<{ item: Item; doc: string } | null>;
  /** The values that each field takes under a filter, with counts. */
  facets(filter: ItemFilter): Promise<ItemFacets>;
  /** Ids of everything that a filter leaves. */
  ids(filter: ItemFilter): Promise<string[]>;
  /** Everything that a filter leaves, oldest first, read a page at a time. */
  all(filter: ItemFilter): AsyncIterable<ExportedItem>;
  /** Items by id, oldest first, read a page at a time; ids that name nothing are passed over. */
  some(ids: readonly string[]): AsyncIterable<ExportedItem>;
  /** The own fields that some of these items have, by name. */
  ownColumns(of: { filter: ItemFilter } | { ids: readonly string[] }): Promise<OwnColumn[]>;
  /** Own fields of the newest items that have any and are not in the trash, most frequent first. */
  ownFieldsInUse(): Promise<OwnFieldUse[]>;
  /**
   * What bears a text that was scanned or read off a label: as its id, its short id (`9f3a-07c1`) or its serial number, in whatever
   * case; the trash included.
   * @returns at most 20, oldest first
   */
  bearing(text: string): Promise<Item[]>;
  stats(): Promise<Stats>;
  /** Canonical texts of the items changed last, newest first, those of ordinary size. */
  latest(limit: number): Promise<string[]>;
}
