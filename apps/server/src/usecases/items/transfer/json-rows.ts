import { TextDecoder } from 'node:util';
import type { ColumnMap } from '@brique/shared';
import { BriqueError } from '../../brique-error.js';
import { list, type MatchedColumns, matchColumns } from './columns.js';
import { importInvalid, ROW_BYTES, rowTooLarge } from './import-error.js';
import { combine, type RawRow, type RawValues } from './import-row.js';
import { JsonList } from './json-list.js';
import { ownColumnsOf, type PlacedOwnColumn, recordOwnFields } from './own-columns.js';

const CLOSING_BRACE = 0x7d;

/**
 * Reads JSON row by row: an array of objects, an object with such an array as `items` (our export), or objects one
 * after the other (NDJSON).
 *
 * @param bytes UTF-8 without byte-order mark
 * @param kept keys that become own fields
 * @throws {BriqueError} `import_invalid` (not JSON), `too_large` (1 MiB without a new row), `invalid_input` (a field
 * that `map` names does not exist)
 */
export async function* readJsonRows(
  bytes: AsyncIterable<Uint8Array>,
  map: ColumnMap,
  kept: readonly string[],
): AsyncGenerator<RawRow, void, void> {
  const columns = new RecordColumns(map, kept);
  let row = 0;
  for await (const item of jsonItems(bytes)) yield columns.read(++row, item);
}

/**
 * The items of a JSON file, whatever they are.
 * @param bytes UTF-8 without byte-order mark
 * @throws {BriqueError} `import_invalid` (not JSON), `too_large` (1 MiB without a new row)
 */
export async function* jsonItems(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<unknown, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const items = new JsonList();
  let row = 0;
  let sinceRow = 0;
  const read = (piece: Uint8Array): unknown[] => {
    try {
      return items.read(decoder.decode(piece, { stream: true }));
    } catch (error) {
      throw asInvalid(row + 1, error);
    }
  };
  for await (const chunk of bytes) {
    for (const piece of cutAfterBraces(chunk)) {
      const found = read(piece);
      sinceRow = found.length > 0 ? 0 : sinceRow + piece.length;
      if (sinceRow > ROW_BYTES) throw rowTooLarge(row + 1);
      row += found.length;
      yield* found;
    }
  }
  let rest: unknown[];
  try {
    rest = [...items.read(decoder.decode()), ...items.read(null)];
  } catch (error) {
    throw asInvalid(row + 1, error);
  }
  yield* rest;
  if (!items.hasBegun) throw importInvalid('empty_file', 'The file is empty; send a JSON array of items.');
}

/** A mistake spoils the whole piece it is in. So cut, it spoils no item before it, and its row is known. */
function* cutAfterBraces(bytes: Uint8Array): Generator<Uint8Array, void, void> {
  let start = 0;
  while (start < bytes.length) {
    const brace = bytes.indexOf(CLOSING_BRACE, start);
    const end = brace < 0 ? bytes.length : brace + 1;
    yield bytes.subarray(start, end);
    start = end;
  }
}

function asInvalid(row: number, error: unknown): BriqueError {
  if (error instanceof BriqueError) return error;
  return importInvalid('not_json', `Row ${row}: this is not valid JSON in UTF-8.`, row, error);
}

/** Which keys of a record mean what; looked up anew only when a record has other keys than the one before. */
class RecordColumns {
  readonly #map: ColumnMap;
  readonly #kept: readonly string[];
  #keys: string[] = [];
  #columns: MatchedColumns = new Map();
  #own: readonly PlacedOwnColumn[] = [];

  constructor(map: ColumnMap, kept: readonly string[]) {
    this.#map = map;
    this.#kept = kept;
  }

  read(row: number, record: unknown): RawRow {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      return { row, error: { row, code: 'not_an_object', message: 'Each item must be a JSON object.' } };
    }
    const keys = Object.keys(record);
    if (keys.length !== this.#keys.length || keys.some((key, at) => key !== this.#keys[at])) {
      this.#columns = matchColumns(keys, this.#map, 'record');
      this.#own = ownColumnsOf(keys, this.#kept);
      this.#keys = keys;
    }
    if (!this.#columns.has('name')) {
      const message = `Nothing here is the name; the keys are ${list(keys)}.`;
      return { row, error: { row, field: 'name', code: 'no_name_column', message } };
    }
    const cells = Object.values(record);
    const values: RawValues = {};
    for (const [key, positions] of this.#columns) {
      values[key] = combine(
        key,
        positions.map((at) => cells[at]),
      );
    }
    const given = (record as { ownFields?: unknown }).ownFields ?? [];
    const listed = recordOwnFields(given);
    if (listed === null) {
      const message = 'Give `ownFields` as a list of {"name", "type", "value"}.';
      return { row, error: { row, field: 'ownFields', code: 'wrong_type', message } };
    }
    // A table turned into JSON by another program still has our columns.
    const own = [...listed, ...this.#own.map(({ name, type, at }) => ({ name, type, value: cells[at] }))];
    return { row, values: own.length > 0 ? { ...values, ownFields: own } : values };
  }
}
