import type { FacetValue, ItemFacets, ItemFilter } from '@brique/shared';
import type { Knex } from 'knex';
import type { ItemReader } from '../../usecases/items/item-reader.js';
import type { Database } from './database.js';
import { inPages, ownColumns, ownFieldsInUse } from './item-export.js';
import { filtered } from './item-filter.js';
import { readBearing } from './item-lookup.js';
import { readItemPage } from './item-page.js';
import { ITEM_ROW_COLUMNS, type ItemRow, itemFromRow, NOT_PURGED } from './item-rows.js';
import { createStatsReader } from './item-stats.js';

/** A glance at many items must not read a few that hold megabytes. */
const MAX_GLANCE_BYTES = 65_536;
/** Documents read at once, unless one alone is larger. */
const MAX_BYTES_AT_ONCE = 4 * 1024 * 1024;

export function createItemReader({ reader: db }: Database): ItemReader {
  return {
    page: (query) => readItemPage(db, query),

    async inConflict(query) {
      const { items, ...page } = await readItemPage(db, { ...query, only: 'conflicts', sort: '-updatedAt' });
      const ids = items.map(({ id }) => id);
      return { ...page, count: ids.length, docs: docsOf(db, ids) };
    },

    async get(id) {
      const row: (ItemRow & { doc: string }) | undefined = await db('items')
        .where({ id })
        .whereRaw(NOT_PURGED)
        .first([...ITEM_ROW_COLUMNS, 'doc']);
      return row === undefined ? null : { item: itemFromRow(row), doc: row.doc };
    },

    facets: (filter) => readFacets(db, filter),

    async ids(filter) {
      const rows: { id: string }[] = await filtered(db('items'), filter).select('id');
      return rows.map(({ id }) => id);
    },

    all: (filter) => inPages(() => filtered(db('items'), filter)),

    some: (ids) => inPages(() => named(db, ids)),

    ownColumns: (of) =>
      ownColumns(() => ('ids' in of ? named(db, of.ids) : filtered(db('items'), of.filter))),

    ownFieldsInUse: () => ownFieldsInUse(db),

    stats: createStatsReader(db),

    async latest(limit) {
      const rows: { doc: string }[] = await db('items')
        .whereRaw('octet_length(doc) <= ?', [MAX_GLANCE_BYTES])
        .whereRaw(NOT_PURGED)
        .orderBy([
          { column: 'updated_at', order: 'desc' },
          { column: 'row', order: 'desc' },
        ])
        .limit(limit)
        .select('doc');
      return rows.map(({ doc }) => doc);
    },

    bearing: (text) => readBearing(db, text),
  };
}

/** Canonical texts in the order of their ids, as many at once as are not much. */
async function* docsOf(db: Knex, ids: readonly string[]): AsyncGenerator<string[]> {
  const sizes: { id: string; bytes: number }[] = await named(db, ids).select(
    'id',
    db.raw('octet_length(doc) AS bytes'),
  );
  const bytesOf = new Map(sizes.map(({ id, bytes }) => [id, bytes]));
  for (let at = 0; at < ids.length; ) {
    const group: string[] = [];
    for (let bytes = 0; at < ids.length; at++) {
      const id = ids[at] as string;
      bytes += bytesOf.get(id) ?? 0;
      if (bytes > MAX_BYTES_AT_ONCE && group.length > 0) break;
      group.push(id);
    }
    const rows: { id: string; doc: string }[] = await named(db, group).select('id', 'doc');
    const docs = new Map(rows.map(({ id, doc }) => [id, doc]));
    yield group.flatMap((id) => docs.get(id) ?? []);
  }
}

function named(db: Knex, ids: readonly string[]): Knex.QueryBuilder {
  return db('items')
    .whereRaw('id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)])
    .whereRaw(NOT_PURGED);
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
async function readFacets(db: Knex, { search, deleted, only, ...chosen }: ItemFilter): Promise<ItemFacets> {
  const searched = {
    ...(search !== undefined && { search }),
    ...(deleted !== undefined && { deleted }),
    ...(only !== undefined && { only }),
  };
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
