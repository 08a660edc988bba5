import type { Item, OwnField } from '@brique/shared';
import { stringify } from 'csv-stringify/sync';
import { EXPORT_COLUMNS, safeCell } from './export-columns.js';
import type { TransferFormat } from './import.js';
import { type OwnColumn, ownCells, ownHeader } from './own-columns.js';

/** An item with all that an export holds of it. */
export type ExportedItem = Item & { readonly ownFields: readonly OwnField[] };

/** Items written at once: large enough for speed, small enough to keep memory flat. */
const BATCH = 500;

/** Excel takes a CSV file for UTF-8 only with it. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Writes items as a file that `parseImport` reads back to the same values.
 *
 * @param ownColumns the own fields that any of the items has; CSV has a column for each
 * @returns CSV (UTF-8 with byte-order mark, RFC 4180, formulas made harmless) or JSON `{"brique":1,"items":[...]}`,
 * in chunks
 */
export async function* exportItems(
  format: TransferFormat,
  items: AsyncIterable<ExportedItem>,
  ownColumns: readonly OwnColumn[],
): AsyncGenerator<Uint8Array, void, void> {
  const { start, write, separator, end } = format === 'csv' ? csvWriter(ownColumns) : JSON_LIST;
  const encoder = new TextEncoder();
  let lead = start;
  let batch: ExportedItem[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield encoder.encode(lead + write(batch));
    lead = separator;
    batch = [];
  }
  if (batch.length > 0) yield encoder.encode(lead + write(batch) + end);
  else yield encoder.encode((lead === start ? start : '') + end);
}

interface Writer {
  start: string;
  write: (items: ExportedItem[]) => string;
  /** Between two batches. */
  separator: string;
  end: string;
}

function csvWriter(ownColumns: readonly OwnColumn[]): Writer {
  const cells = (item: ExportedItem) => [
    ...EXPORT_COLUMNS.map((column) => item[column] ?? ''),
    ...ownCells(item.ownFields, ownColumns),
  ];
  return {
    start: BYTE_ORDER_MARK + csvLines([[...EXPORT_COLUMNS, ...ownColumns.map(ownHeader)]]),
    write: (items) => csvLines(items.map((item) => cells(item).map(safeCell))),
    separator: '',
    end: '',
  };
}

const JSON_LIST: Writer = {
  start: '{"brique":1,"items":[\n',
  write: (items) => items.map((item) => JSON.stringify(exportedRecord(item))).join(',\n'),
  separator: ',\n',
  end: '\n]}\n',
};

function exportedRecord({ ownFields, ...item }: ExportedItem) {
  const columns = Object.fromEntries(EXPORT_COLUMNS.map((column) => [column, item[column]]));
  return ownFields.length > 0 ? { ...columns, ownFields } : columns;
}

/** All text is quoted: simpler to get right than knowing when to. */
function csvLines(rows: string[][]): string {
  return stringify(rows, { quoted_string: true, record_delimiter: '\r\n' });
}
