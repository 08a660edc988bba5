import type { ItemPage, ItemSort } from '@brique/shared';
import type { Knex } from 'knex';
import { BriqueError } from '../../usecases/brique-error.js';
import type { ItemQuery } from '../../usecases/items/item-reader.js';
import { FOUND, filtered, matchExpression, narrowed } from './item-filter.js';
import { IN_TRASH, ITEM_ROW_COLUMNS, type ItemRow, itemFromRow } from './item-rows.js';

/**
 * Each order's column and the index that has it; ties fall back on `row`, so that a page's end is a place. The id of an item
 * begins with the time at which it was made (UUIDv7).
 */
const ORDERS = {
  name: { column: 'sort_name', index: 'items_by_name' },
  updatedAt: { column: 'updated_at', index: 'items_by_update' },
  createdAt: { column: 'id', index: 'sqlite_autoindex_items_1' },
  category: { column: 'category', index: 'items_by_category' },
  brand: { column: 'brand', index: 'items_by_brand' },
} as const satisfies Record<string, { column: keyof ItemRow; index: string }>;

/**
 * So many items at most are gathered and sorted. Of more, enough lie along an order's index that walking it finds a page
 * sooner: with 100,000 items the turning point lies between 1,000 and 4,000.
 */
const FEW = 2000;

/** One page of a filtered list, and how many items the filter leaves. */
export async function readItemPage(db: Knex, query: ItemQuery): Promise<ItemPage> {
  const { column, index, direction } = orderOf(query.sort);
  const total = await countItems(db, query);
  const rows: ItemRow[] = await (total > FEW ? inOrder(db, query, index) : gathered(db, query))
    .select(ITEM_ROW_COLUMNS)
    .modify((q) => startAfter(q, column, direction, query.cursor))
    .orderBy([
      { column, order: direction },
      { column: 'row', order: direction },
    ])
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return {
    items: page.map(itemFromRow),
    nextCursor: more ? encodeCursor(last[column], last.row) : null,
    total,
  };
}

/** The page's items, met along the index of its order. */
function inOrder(db: Knex, { search, ...narrowing }: ItemQuery, index: string): Knex.QueryBuilder {
  const q = db('items').from(db.raw(`items INDEXED BY ${index}`));
  narrowed(q, narrowing, '+deleted_at');
  const match = matchExpression(search ?? '');
  return match === null ? q : q.whereRaw(`"row" IN (${FOUND})`, [match]);
}

/** All items that the filter leaves, to be sorted: from what the search finds, or from the index of the filter's columns. */
function gathered(db: Knex, query: ItemQuery): Knex.QueryBuilder {
  const match = matchExpression(query.search ?? '');
  if (match === null || !isSearchAlone(query)) return filtered(db('items'), query);
  // SQLite keeps the order of a CROSS JOIN: left to itself it would go through all items and look each up among the found.
  const found = db.raw(`(SELECT rowid AS found FROM (${FOUND})) CROSS JOIN items ON items."row" = found`, [
    match,
  ]);
  return narrowed(db('items').from(found), query, '+deleted_at');
}

async function countItems(db: Knex, query: ItemQuery): Promise<number> {
  const count = async (q: Knex.QueryBuilder) =>
    ((await q.count('* as n')) as unknown as [{ n: number }])[0].n;
  const match = matchExpression(query.search ?? '');
  if (match === null || !isSearchAlone(query)) return count(filtered(db('items'), query));
  // The index counts what it finds without a look at the items; what lies in the trash is taken off.
  const all = await count(db('items_search').whereRaw('items_search MATCH ?', [match]));
  const hasTrash = (await db('items').whereRaw(IN_TRASH).select('row').first()) !== undefined;
  return all === 0 || !hasTrash
    ? all
    : all - (await count(filtered(db('items'), { ...query, deleted: true })));
}

/** Whether nothing but a search narrows the inventory. */
function isSearchAlone({ category, brand, health, origin, only, deleted }: ItemQuery): boolean {
  return !deleted && [category, brand, health, origin, only].every((narrowing) => narrowing === undefined);
}

function orderOf(sort: ItemSort) {
  const descending = sort.startsWith('-');
  const name = (descending ? sort.slice(1) : sort) as keyof typeof ORDERS;
  return { ...ORDERS[name], direction: descending ? 'desc' : 'asc' } as const;
}

function startAfter(q: Knex.QueryBuilder, column: string, direction: 'asc' | 'desc', cursor?: string): void {
  if (cursor === undefined) return;
  const [value, row] = decodeCursor(cursor);
  q.whereRaw(`(??, "row") ${direction === 'asc' ? '>' : '<'} (?, ?)`, [column, value, row]);
}

function encodeCursor(value: unknown, row: number): string {
  return Buffer.from(JSON.stringify([value, row])).toString('base64url');
}

function decodeCursor(cursor: string): [string, number] {
  try {
    const [value, row] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (typeof value === 'string' && Number.isSafeInteger(row)) return [value, row as number];
  } catch {
    // Answered below.
  }
  const message = 'This `cursor` is not one that a list gave out. Start again without it.';
  throw new BriqueError('malformed', message, [{ field: 'cursor', code: 'malformed', message }]);
}
