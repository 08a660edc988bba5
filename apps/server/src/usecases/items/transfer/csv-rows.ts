import type { ColumnMap } from '@brique/shared';
import { type MatchedColumns, matchColumns, sourceOf } from './columns.js';
import {
  csvRecords,
  headerNames,
  isEmptyRecord,
  type RecordReader,
  refuseEmpty,
  utf8Text,
} from './csv-records.js';
import { plainCell } from './export-columns.js';
import { combine, type RawRow, type RawValues } from './import-row.js';
import { ownColumnsOf, type PlacedOwnColumn } from './own-columns.js';

/**
 * Reads the rows of a CSV file. A row that cannot be read is handed on as an error; a quote that is never closed ends the reading.
 *
 * @param bytes UTF-8 without byte-order mark
 * @param kept columns that become own fields
 * @throws {BriqueError} `invalid_input` (columns), `import_invalid` (not CSV), `too_large` (a row over 1 MiB)
 */
export async function* readCsvRows(
  bytes: AsyncIterable<Uint8Array>,
  map: ColumnMap,
  kept: readonly string[],
): AsyncGenerator<RawRow, void, void> {
  const table = new Table(map, kept);
  yield* csvRecords(bytes, table);
  table.end();
}

/** The header and the place in the file, record by record. */
class Table implements RecordReader<RawRow> {
  row = 0;
  readonly #map: ColumnMap;
  readonly #kept: readonly string[];
  #columns: MatchedColumns | null = null;
  #own: readonly PlacedOwnColumn[] = [];
  #width = 0;
  #isOurs = false;

  constructor(map: ColumnMap, kept: readonly string[]) {
    this.#map = map;
    this.#kept = kept;
  }

  /** @returns the row, or null for the header and for empty rows */
  read(cells: string[]): RawRow | null {
    if (this.#columns === null) {
      if (!isEmptyRecord(cells)) this.#columns = this.#readHeader(cells);
      return null;
    }
    this.row += 1;
    return isEmptyRecord(cells) ? null : this.#readRow(cells, this.#columns);
  }

  end(): void {
    if (this.#columns === null) refuseEmpty();
  }

  #readHeader(cells: string[]): MatchedColumns {
    const columns = headerNames(cells);
    this.#width = cells.length;
    this.#own = ownColumnsOf(columns, this.#kept);
    this.#isOurs = sourceOf(columns) === 'brique';
    return matchColumns(columns, this.#map, 'header');
  }

  #readRow(cells: string[], columns: MatchedColumns): RawRow {
    const { row } = this;
    // Spreadsheets leave out empty cells at the end of a row, and add some; a further filled one means that all are shifted.
    if (cells.length > this.#width && !isEmptyRecord(cells.slice(this.#width))) {
      const message = `The row has ${cells.length} cells, the header ${this.#width}; put quotes around text with a separator in it.`;
      return { row, error: { row, code: 'too_many_cells', message } };
    }
    const values: RawValues = {};
    for (const [key, positions] of columns) {
      const texts: string[] = [];
      for (const at of positions) {
        const cell = cells[at];
        if (cell === undefined) continue;
        const text = utf8Text(cell);
        if (text === null) {
          const message = `The ${key} is not UTF-8 text; save the file as "CSV UTF-8" and try again.`;
          return { row, error: { row, field: key, code: 'not_utf8', message } };
        }
        texts.push(this.#isOurs ? plainCell(text) : text);
      }
      if (texts.length > 0) values[key] = combine(key, texts);
    }
    if (this.#own.length === 0) return { row, values };
    const ownFields = [];
    for (const { name, type, at } of this.#own) {
      const text = utf8Text(cells[at] ?? '');
      if (text === null) {
        const message = `The field ${name} is not UTF-8 text; save the file as "CSV UTF-8" and try again.`;
        return { row, error: { row, field: `ownFields.${name}`, code: 'not_utf8', message } };
      }
      ownFields.push({ name, type, value: this.#isOurs ? plainCell(text) : text });
    }
    return { row, values: { ...values, ownFields } };
  }
}
