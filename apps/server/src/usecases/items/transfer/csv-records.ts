import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { peekDialect } from './csv-dialect.js';
import { importInvalid, ROW_BYTES, rowTooLarge } from './import-error.js';

/** Takes the records of a CSV file one after the other, the header first. */
export interface RecordReader<T> {
  /** 1-based number of the last data row taken; empty rows count, as they do in a spreadsheet. */
  readonly row: number;
  /** @param cells a character for each byte: see `utf8Text` @returns what to hand on, null for nothing */
  read(cells: string[]): T | null;
}

/**
 * Reads CSV: RFC 4180 and what spreadsheets make of it (semicolons, tabs, `sep=;`, any line ends, short rows).
 * @param bytes UTF-8 without byte-order mark
 * @throws {BriqueError} what `reader` throws, `import_invalid` (not CSV), `too_large` (a row over 1 MiB)
 */
export async function* csvRecords<T>(
  bytes: AsyncIterable<Uint8Array>,
  reader: RecordReader<T>,
): AsyncGenerator<T, void, void> {
  const { delimiter, rest } = await peekDialect(bytes);
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
      return reader.read(cells as string[]) as never;
    },
  });
  async function* bounded(): AsyncGenerator<Uint8Array, void, void> {
    for await (const piece of rest) {
      sinceRow += piece.length;
      if (sinceRow > ROW_BYTES) throw rowTooLarge(reader.row + 1);
      yield piece;
    }
  }
  // What goes wrong on either side comes out of the loop below.
  pipeline(Readable.from(bounded()), parser, () => {});
  try {
    for await (const record of parser) yield record as T;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = reader.row + 1;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
      const message = `Row ${row}: a quote is opened and never closed.`;
      throw importInvalid('quote_left_open', message, row, error);
    }
    throw importInvalid('not_csv', `Row ${row}: ${error.message}.`, row, error);
  }
}

/**
 * The names of the columns.
 * @throws {BriqueError} `import_invalid` when they are not UTF-8
 */
export function headerNames(cells: readonly string[]): string[] {
  return cells.map((cell) => {
    const text = utf8Text(cell);
    if (text !== null) return text.trim();
    const message = 'The header is not UTF-8 text; save the file as "CSV UTF-8" and try again.';
    throw importInvalid('header_not_utf8', message);
  });
}

/** @throws {BriqueError} the refusal of a file in which no line names columns */
export function refuseEmpty(): never {
  throw importInvalid('empty_file', 'The file is empty; its first line must name the columns.');
}

/**
 * The text of a cell.
 * @param cell a character for each byte
 * @returns null when the bytes are not UTF-8
 */
export function utf8Text(cell: string): string | null {
  // Most cells of most files are ASCII, which is the same in both.
  if (!BEYOND_ASCII.test(cell)) return cell;
  const bytes = Buffer.from(cell, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : null;
}

const BEYOND_ASCII = /[\u0080-\u00ff]/;

export function isEmptyRecord(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.length === 0);
}
