import type { Item } from '@brique/shared';
import { stringify } from 'csv-stringify/sync';
import { EXPORT_COLUMNS, safeCell } from './export-columns.js';
import type { TransferFormat } from './import.js';

/** Items written at once: large enough for speed, small enough to keep memory flat. */
const BATCH = 500;

/** Excel takes a CSV file for UTF-8 only with it. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Writes items as a file that `parseImport` reads back to the same values.
 *
 * @returns CSV (UTF-8 with byte-order mark, RFC 4180, formulas made harmless) or JSON `{"brique":1,"items":[...]}`,
 * in chunks
 */
export async function* exportItems(
  format: TransferFormat,
  items: AsyncIterable<Item>,
): AsyncGenerator<Uint8Array, void, void> {
  const { start, write, separator, end } = format === 'csv' ? CSV : JSON_LIST;
  const encoder = new TextEncoder();
  let lead = start;
  let batch: Item[] = [];
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
  write: (items: Item[]) => string;
  /** Between two batches. */
  separator: string;
  end: string;
}

const CSV: Writer = {
  start: BYTE_ORDER_MARK + csvLines([[...EXPORT_COLUMNS]]),
  write: (items) =>
    csvLines(items.map((item) => EXPORT_COLUMNS.map((column) => safeCell(item[column] ?? '')))),
  separator: '',
  end: '',
};

const JSON_LIST: Writer = {
  start: '{"brique":1,"items":[\n',
  write: (items) => items.map((item) => JSON.stringify(item, [...EXPORT_COLUMNS])).join(',\n'),
  separator: ',\n',
  end: '\n]}\n',
};

/** All text is quoted: simpler to get right than knowing when to. */
function csvLines(rows: string[][]): string {
  return stringify(rows, { quoted_string: true, record_delimiter: '\r\n' });
}
