import type { ColumnMap, DateOrder } from '@brique/shared';
import { readCsvRows } from './csv-rows.js';
import { type ImportedRow, importRow } from './import-row.js';
import { readJsonRows } from './json-rows.js';
import { utf8Bytes } from './utf8-bytes.js';

export type { ImportedItem, ImportedRow } from './import-row.js';

export type TransferFormat = 'csv' | 'json';

/** How a file is to be read. */
export interface ImportReading {
  /** Over what the names of the columns say. */
  readonly map?: ColumnMap | undefined;
  readonly dates?: DateOrder | undefined;
  /** Columns to keep as own fields of each item; those of our own exports are kept anyway. */
  readonly own?: readonly string[] | undefined;
}

/**
 * Reads a file of items as it streams in; memory stays flat. Rows with a mistake come out as errors, in their place.
 *
 * @param format CSV with a header, or a JSON array of objects or `{"items": [...]}`
 * @param bytes the file, in UTF-8, or in UTF-16 with a byte-order mark, in chunks of any size
 * @throws {BriqueError} when the file as a whole is of no use: `invalid_input` (field `map` or `name`: the columns),
 * `import_invalid` (not CSV or JSON), `too_large` (a row over 1 MiB)
 */
export async function* parseImport(
  format: TransferFormat,
  bytes: AsyncIterable<Uint8Array>,
  { map = {}, dates, own = [] }: ImportReading = {},
): AsyncGenerator<ImportedRow, void, void> {
  const read = format === 'csv' ? readCsvRows : readJsonRows;
  for await (const row of read(utf8Bytes(bytes), map, own)) yield importRow(row, dates);
}
