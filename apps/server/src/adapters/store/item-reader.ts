import type { FacetValue, Item, ItemFacets, ItemFilter, Stats } from '@brique/shared';
import type { Knex } from 'knex';
import type { ItemReader } from '../../usecases/items/item-reader.js';
import type { Database } from './database.js';
import { filtered } from './item-filter.js';
import { readItemPage } from './item-page.js';
import { ITEM_ROW_COLUMNS, type ItemRow, itemFromRow } from './item-rows.js';

const EXPORT_PAGE = 1000;

export function createItemReader({ reader: db }: Database): ItemReader {
  return {
    page: (query) => readItemPage(db, query),

    async get(id) {
      const row: (ItemRow & { doc: string }) | undefined = await db('items')
        .where({ id })
        .first([...ITEM_ROW_COLUMNS, 'doc']);
      return row === undefined ? null : { item: itemFromRow(row), doc: row.doc };
    },

    facets: (filter) => readFacets(db, filter),

    async ids(filter) {
      const rows: { id: string }[] = await filtered(db('items'), filter).select('id');
      return rows.map(({ id }) => id);
    },

    all: (filter) => inPages(() => filtered(db<ItemRow>('items'), filter)),

    some: (ids) =>
      inPages(() =>
        db<ItemRow>('items').whereRaw('id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]),
      ),

    stats: () => readStats(db),
  };
}

/** @param matching makes a query of the items wanted */
async function* inPages(matching: () => Knex.QueryBuilder): AsyncGenerator<Item> {
  for (let after = 0; ; ) {
    const rows: ItemRow[] = await matching()
      .where('row', '>', after)
      .orderBy('row')
      .limit(EXPORT_PAGE)
      .select(ITEM_ROW_COLUMNS);
    yield* rows.map(itemFromRow);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.row;
  }
}

/** The column behind each field that lists can be narrowed by. */
const FACET_COLUMNS = {
  category: 'category',
  brand: 'brand',
  health: 'health',
  origin: 'origin_peer_id',
} as const satisfies Record<keyof ItemFacets, keyof ItemRow>;

const FACET_NAMES = Object.keys(FACET_COLUMNS) as (keyof ItemFacets)[];
const MAX_FACET_VALUES = 200;

/** One pass over the items counts every combination of values; each field's counts are sums of those. */
async function readFacets(db: Knex, { search, deleted, ...chosen }: ItemFilter): Promise<ItemFacets> {
  const searched = { ...(search !== undefined && { search }), ...(deleted !== undefined && { deleted }) };
  const columns = Object.entries(FACET_COLUMNS).map(([name, column]) => `${column} as ${name}`);
  const rows: (Record<keyof ItemFacets, string> & { count: number })[] = await filtered(db('items'), searched)
    .groupBy(Object.values(FACET_COLUMNS))
    .select(columns)
    .count('* as count');
  const counts = { category: new Map(), brand: new Map(), health: new Map(), origin: new Map() };
  for (const row of rows) {
    const failing = FACET_NAMES.filter((name) => chosen[name] !== undefined && chosen[name] !== row[name]);
    if (failing.length > 1) continue;
    // Under all parts of the filter, or under all but its own.
    for (const name of failing.length === 0 ? FACET_NAMES : failing) {
      counts[name].set(row[name], (counts[name].get(row[name]) ?? 0) + row.count);
    }
  }
  const values = (map: Map<string, number>): FacetValue[] =>
    [...map]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, MAX_FACET_VALUES);
  return {
    category: values(counts.category),
    brand: values(counts.brand),
    health: values(counts.health),
    origin: values(counts.origin),
  };
}

async function readStats(db: Knex): Promise<Stats> {
  const live = () => db('items').whereNull('deleted_at');
  const [{ items }] = (await live().count('* as items')) as unknown as [{ items: number }];
  const [{ deleted }] = (await db('items').whereNotNull('deleted_at').count('* as deleted')) as unknown as [
    { deleted: number },
  ];
  const byCategory = await live()
    .groupBy('category')
    .select('category')
    .count('* as count')
    .orderBy('count', 'desc');
  const healths = await live().groupBy('health').select('health').count('* as count');
  const byOrigin = await live()
    .groupBy('origin_peer_id')
    .select('origin_peer_id as peerId')
    .count('* as count');
  const [{ bytes }] = await db.raw(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  return {
    items,
    deleted,
    byCategory: byCategory as unknown as Stats['byCategory'],
    byHealth: {
      incomplete: 0,
      partial: 0,
      secured: 0,
      ...Object.fromEntries(healths.map(({ health, count }) => [health, count])),
    },
    byOrigin: byOrigin as unknown as Stats['byOrigin'],
    storage: { databaseBytes: bytes },
  };
}
