import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type ColumnMap, type ImportKey, matchColumns } from './columns.js';
import { peekDialect } from './csv-dialect.js';
import { EXPORT_COLUMNS, plainCell } from './export-columns.js';
import { importInvalid, ROW_BYTES, rowTooLarge } from './import-error.js';
import type { RawRow, RawValues } from './import-row.js';
import { ownColumnsOf } from './own-columns.js';

/**
 * Reads CSV: RFC 4180 and what spreadsheets make of it (semicolons, tabs, `sep=;`, any line ends, short rows).
 * A row that cannot be read is handed on as an error; a quote that is never closed ends the reading.
 *
 * @param bytes UTF-8 without byte-order mark
 * @throws {BriqueError} `invalid_input` (columns), `import_invalid` (not CSV), `too_large` (a row over 1 MiB)
 */
export async function* readCsvRows(
  bytes: AsyncIterable<Uint8Array>,
  map: ColumnMap,
): AsyncGenerator<RawRow, void, void> {
  const { delimiter, rest } = await peekDialect(bytes);
  const table = new Table(map);
  let sinceRow = 0;
  const parser = parse({
    delimiter,
    // A character for each byte, so that text which is not UTF-8 is noticed, and noticed in its row, by `utf8Text`.
    encoding: 'latin1',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // 12" in an unquoted cell is inches.
    relax_quotes: true,
    on_record: (cells: unknown) => {
      sinceRow = 0;
      return table.read(cells as string[]) as never;
    },
  });
  async function* bounded(): AsyncGenerator<Uint8Array, void, void> {
    for await (const piece of rest) {
      sinceRow += piece.length;
      if (sinceRow > ROW_BYTES) throw rowTooLarge(table.row + 1);
      yield piece;
    }
  }
  // What goes wrong on either side comes out of the loop below.
  pipeline(Readable.from(bounded()), parser, () => {});
  try {
    for await (const row of parser) yield row as RawRow;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const why = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is opened and never closed' : error.message;
    throw importInvalid(`Row ${table.row + 1}: ${why}.`, error);
  }
  table.end();
}

/** The header and the place in the file, record by record. */
class Table {
  /** 1-based number of the last data row read; empty rows count, as they do in a spreadsheet. */
  row = 0;
  readonly #map: ColumnMap;
  #columns: Map<ImportKey, number> | null = null;
  #own: ReturnType<typeof ownColumnsOf> = [];
  #width = 0;
  #isOurs = false;

  constructor(map: ColumnMap) {
    this.#map = map;
  }

  /** @returns the row, or null for the header and for empty rows */
  read(cells: string[]): RawRow | null {
    if (this.#columns === null) {
      if (!isEmpty(cells)) this.#columns = this.#readHeader(cells);
      return null;
    }
    this.row += 1;
    return isEmpty(cells) ? null : this.#readRow(cells, this.#columns);
  }

  end(): void {
    if (this.#columns === null)
      throw importInvalid('The file is empty; its first line must name the columns.');
  }

  #readHeader(cells: string[]): Map<ImportKey, number> {
    const columns = cells.map((cell) => {
      const text = utf8Text(cell);
      if (text !== null) return text.trim();
      throw importInvalid('The header is not UTF-8 text; save the file as "CSV UTF-8" and try again.');
    });
    this.#width = cells.length;
    this.#own = ownColumnsOf(columns);
    this.#isOurs = EXPORT_COLUMNS.every((column) => columns.includes(column));
    return matchColumns(columns, this.#map, 'header');
  }

  #readRow(cells: string[], columns: Map<ImportKey, number>): RawRow {
    const { row } = this;
    // Spreadsheets leave out empty cells at the end of a row, and add some; a further filled one means that all are shifted.
    if (!isEmpty(cells.slice(this.#width))) {
      const message = `The row has ${cells.length} cells, the header ${this.#width}; put quotes around text with a separator in it.`;
      return { row, error: { row, code: 'too_many_cells', message } };
    }
    const values: RawValues = {};
    for (const [key, at] of columns) {
      const cell = cells[at];
      if (cell === undefined) continue;
      const text = utf8Text(cell);
      if (text === null) {
        const message = `The ${key} is not UTF-8 text; save the file as "CSV UTF-8" and try again.`;
        return { row, error: { row, field: key, code: 'not_utf8', message } };
      }
      values[key] = this.#isOurs ? plainCell(text) : text;
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

/**
 * The text of a cell.
 * @param cell a character for each byte
 * @returns null when the bytes are not UTF-8
 */
function utf8Text(cell: string): string | null {
  // Most cells of most files are ASCII, which is the same in both.
  if (!BEYOND_ASCII.test(cell)) return cell;
  const bytes = Buffer.from(cell, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : null;
}

const BEYOND_ASCII = /[\u0080-\u00ff]/;

function isEmpty(cells: string[]): boolean {
  return cells.every((cell) => cell.length === 0);
}
