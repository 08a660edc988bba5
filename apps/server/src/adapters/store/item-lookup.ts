import type { Item } from '@brique/shared';
import type { Knex } from 'knex';
import { ITEM_ROW_COLUMNS, type ItemRow, itemFromRow, NOT_PURGED } from './item-rows.js';

const SHORT_ID = /^([0-9a-f]{4})-?([0-9a-f]{4})$/;
const MAX_BEARING = 20;

/**
 * Ends of ids and serial numbers in another case have no index of their own: all ids, or all serial numbers, are looked through, in their
 * indexes alone. That takes milliseconds and happens when somebody scans.
 */
export async function readBearing(db: Knex, text: string): Promise<Item[]> {
  const id = text.toLowerCase();
  const [, start, end] = SHORT_ID.exec(id) ?? [];
  const rows: ItemRow[] = await db<ItemRow>('items')
    .whereRaw(
      `"row" IN (
        SELECT "row" FROM items WHERE id = ?
        UNION SELECT "row" FROM items WHERE serial_number <> '' AND serial_number = ? COLLATE NOCASE
        ${start === undefined ? '' : 'UNION SELECT "row" FROM items WHERE substr(id, -8) = ?'}
      )`,
      start === undefined ? [id, text] : [id, text, `${start}${end}`],
    )
    .whereRaw(NOT_PURGED)
    .orderBy('row')
    .limit(MAX_BEARING)
    .select(ITEM_ROW_COLUMNS);
  return rows.map(itemFromRow);
}
