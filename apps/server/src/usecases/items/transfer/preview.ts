import { type ImportPreview, ITEM_FIELDS } from '@brique/shared';
import { BriqueError } from '../../brique-error.js';
import { guessColumns, sourceOf } from './columns.js';
import {
  csvRecords,
  headerNames,
  isEmptyRecord,
  type RecordReader,
  refuseEmpty,
  utf8Text,
} from './csv-records.js';
import { dateOrderOf } from './dates.js';
import { plainCell } from './export-columns.js';
import type { TransferFormat } from './import.js';
import { importInvalid } from './import-error.js';
import { jsonItems } from './json-rows.js';
import { readOwnHeader } from './own-columns.js';
import { utf8Bytes } from './utf8-bytes.js';

const SHOWN_ROWS = 5;
/** Rows read to see which columns there are and how dates are written. */
const READ_ROWS = 500;
/** A hostile file may have a million columns; nobody maps more than these. */
const MAX_COLUMNS = 500;
const MAX_CELL = 300;

/**
 * Looks at the beginning of a file, for a person to say what to take from it.
 * @param bytes the beginning, in the encodings of `parseImport`
 * @param isWhole whether that is all; otherwise it may break off anywhere
 * @throws {BriqueError} as parseImport, for what shows in the beginning
 */
export async function previewImport(
  format: TransferFormat,
  bytes: AsyncIterable<Uint8Array>,
  isWhole: boolean,
): Promise<ImportPreview> {
  const { columns, rows } = await (format === 'csv' ? csvHead : jsonHead)(utf8Bytes(bytes), isWhole);
  const source = sourceOf(columns);
  const map = guessColumns(columns);
  const dateColumns = map.purchaseDate.map((name) => columns.indexOf(name));
  const dates = rows.flatMap((cells) => dateColumns.map((at) => cells[at] ?? ''));
  const unsafe = (cell: string) => (source === 'brique' && format === 'csv' ? plainCell(cell) : cell);
  return {
    source,
    columns,
    rows: rows.slice(0, SHOWN_ROWS).map((cells) => cells.map((cell) => unsafe(cell).slice(0, MAX_CELL))),
    map: Object.fromEntries(ITEM_FIELDS.map((field) => [field, map[field]])) as ImportPreview['map'],
    kept: columns.filter((column) => isKept(column, source)),
    dates: dateOrderOf(dates),
  };
}

function isKept(column: string, source: ImportPreview['source']): boolean {
  if (readOwnHeader(column) !== null) return true;
  return source === 'brique' && !ITEM_FIELDS.some((field) => field === column);
}

interface Head {
  columns: string[];
  rows: string[][];
}

async function csvHead(bytes: AsyncIterable<Uint8Array>, isWhole: boolean): Promise<Head> {
  // Collected as they are read: what the parser still holds when it fails is lost.
  const records: string[][] = [];
  const reader: RecordReader<never> & { row: number } = {
    row: -1,
    read(cells) {
      const isEmpty = isEmptyRecord(cells);
      if (this.row >= 0 || !isEmpty) this.row += 1;
      if (!isEmpty && records.length <= READ_ROWS) records.push(cells);
      return null;
    },
  };
  await readSome(csvRecords(bytes, reader), records, isWhole);
  const [header, ...rows] = records;
  if (header === undefined) refuseEmpty();
  const columns = headerNames(header.slice(0, MAX_COLUMNS));
  // What is not UTF-8 shows as such; the check names its row.
  const text = (cell: string) => utf8Text(cell) ?? Buffer.from(cell, 'latin1').toString();
  return { columns, rows: rows.map((cells) => columns.map((_, at) => text(cells[at] ?? ''))) };
}

async function jsonHead(bytes: AsyncIterable<Uint8Array>, isWhole: boolean): Promise<Head> {
  const items: unknown[] = [];
  await readSome(collected(jsonItems(bytes), items), items, isWhole);
  const records = items.filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item));
  if (records.length === 0) {
    throw importInvalid('empty_file', 'There is no item in the file; send a JSON array of objects.');
  }
  const columns = [...new Set(records.flatMap((record) => Object.keys(record as object)))].slice(
    0,
    MAX_COLUMNS,
  );
  return { columns, rows: records.map((record) => columns.map((key) => shown(record as object, key))) };
}

function shown(record: object, key: string): string {
  const value: unknown = Object.hasOwn(record, key) ? record[key as keyof typeof record] : undefined;
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function* collected<T>(source: AsyncIterable<T>, into: T[]): AsyncGenerator<T, void, void> {
  for await (const each of source) {
    if (into.push(each) > READ_ROWS) return;
    yield each;
  }
}

/**
 * Reads to the end of the beginning. Where it breaks off, the last record is not whole, and what is wrong there is not the file's fault.
 * @param found what was read so far
 */
async function readSome(records: AsyncIterable<unknown>, found: unknown[], isWhole: boolean): Promise<void> {
  try {
    for await (const _ of records);
  } catch (error) {
    if (isWhole || found.length < 2 || !(error instanceof BriqueError)) throw error;
    return;
  }
  if (!isWhole && found.length > 2 && found.length <= READ_ROWS) found.pop();
}
