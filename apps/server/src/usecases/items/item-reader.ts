import type { Health, Item, ItemPage, ItemSort, Stats } from '@brique/shared';

export interface ItemQuery {
  /** Words; each must begin a word in the item. */
  readonly search?: string;
  readonly category?: string;
  readonly brand?: string;
  readonly health?: Health;
  /** The trash instead of the inventory. */
  readonly deleted: boolean;
  readonly sort: ItemSort;
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads of items for the screen and for export. */
export interface ItemReader {
  /** @throws BriqueError `malformed` for a cursor that is none of ours */
  page(query: ItemQuery): Promise<ItemPage>;
  /** @returns the item and its canonical text, null when there is none */
  get(id: string): Promise<{ item: Item; doc: string } | null>;
  /** Everything outside the trash, oldest first, a page at a time. */
  all(): AsyncIterable<Item>;
  stats(): Promise<Stats>;
}
