import type { OwnFieldUse } from '@brique/shared';
import { decodeItem } from '@brique/sync-core';
import type { Knex } from 'knex';
import { readOwnFields } from '../../usecases/items/own-field.js';
import type { ExportedItem } from '../../usecases/items/transfer/export.js';
import { type OwnColumn, ownHeader } from '../../usecases/items/transfer/own-columns.js';
import { ITEM_ROW_COLUMNS, type ItemRow, itemFromRow } from './item-rows.js';

const PAGE = 1000;
/** Enough to know what somebody calls things, few enough to be read while a form opens. */
const NEWEST = 2000;
const MAX_USES = 200;

/** In the very words of the index below. A text that only looks like such a key does no harm. */
const HAS_OWN_FIELDS = `instr(doc, '"x:') > 0`;

/** Of all indexes this one leaves least to look at; SQLite would take one by the rest of a filter. */
const WITH_OWN_FIELDS = 'items INDEXED BY items_with_own_fields';

/**
 * Items with what an export holds of them, a page at a time.
 * @param matching makes a query of the items wanted
 */
export async function* inPages(matching: () => Knex.QueryBuilder): AsyncGenerator<ExportedItem> {
  for (let after = 0; ; ) {
    const query = matching().where('row', '>', after).orderBy('row').limit(PAGE);
    const rows: (ItemRow & { own: string | null })[] = await query
      .select(ITEM_ROW_COLUMNS)
      .select(query.client.raw(`CASE WHEN ${HAS_OWN_FIELDS} THEN doc END AS own`));
    yield* rows.map((row) => ({ ...itemFromRow(row), ownFields: ownFieldsOf(row.own) }));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.row;
  }
}

/** The own fields of the items wanted: one for each name and type. */
export async function ownColumns(matching: () => Knex.QueryBuilder): Promise<OwnColumn[]> {
  const columns = new Map<string, OwnColumn>();
  for (let after = 0; ; ) {
    const query = matching();
    const rows: { row: number; doc: string }[] = await query
      .from(query.client.raw(WITH_OWN_FIELDS))
      .where('row', '>', after)
      .whereRaw(HAS_OWN_FIELDS)
      .orderBy('row')
      .limit(PAGE)
      .select('row', 'doc');
    for (const { doc } of rows) {
      for (const { name, type } of ownFieldsOf(doc)) columns.set(ownHeader({ name, type }), { name, type });
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.row;
  }
  return [...columns.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, column]) => column);
}

export async function ownFieldsInUse(db: Knex): Promise<OwnFieldUse[]> {
  const rows: { doc: string }[] = await db(db.raw(WITH_OWN_FIELDS))
    .whereRaw(HAS_OWN_FIELDS)
    .whereNull('deleted_at')
    .orderBy('row', 'desc')
    .limit(NEWEST)
    .select('doc');
  const uses = new Map<string, OwnFieldUse>();
  for (const { doc } of rows) {
    for (const { name, type } of ownFieldsOf(doc)) {
      const use = uses.get(ownHeader({ name, type }));
      if (use === undefined) uses.set(ownHeader({ name, type }), { name, type, count: 1 });
      else use.count += 1;
    }
  }
  return [...uses.values()]
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_USES);
}

function ownFieldsOf(doc: string | null) {
  return doc === null ? [] : readOwnFields(decodeItem(doc));
}
