import type { ColumnMap } from './columns.js';
import { readCsvRows } from './csv-rows.js';
import { type ImportedRow, importRow } from './import-row.js';
import { readJsonRows } from './json-rows.js';
import { utf8Bytes } from './utf8-bytes.js';

export type { ColumnMap } from './columns.js';
export type { ImportedItem, ImportedRow } from './import-row.js';

export type TransferFormat = 'csv' | 'json';

/**
 * Reads a file of items as it streams in; memory stays flat. Rows with a mistake come out as errors, in their place.
 *
 * @param format CSV with a header, or a JSON array of objects or `{"items": [...]}`
 * @param bytes the file, in UTF-8, or in UTF-16 with a byte-order mark, in chunks of any size
 * @param options.map from our field to the column's name, over what the names of the columns say
 * @throws {BriqueError} when the file as a whole is of no use: `invalid_input` (field `map` or `name`: the columns),
 * `import_invalid` (not CSV or JSON), `too_large` (a row over 1 MiB)
 */
export async function* parseImport(
  format: TransferFormat,
  bytes: AsyncIterable<Uint8Array>,
  options: { map?: ColumnMap } = {},
): AsyncGenerator<ImportedRow, void, void> {
  const read = format === 'csv' ? readCsvRows : readJsonRows;
  for await (const row of read(utf8Bytes(bytes), options.map ?? {})) yield importRow(row);
}
