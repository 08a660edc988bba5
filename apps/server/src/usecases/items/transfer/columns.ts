import {
  type ColumnMap,
  type FieldProblem,
  type ImportSource,
  ITEM_FIELDS,
  type ItemField,
} from '@brique/shared';
import { BriqueError } from '../../brique-error.js';
import { FOREIGN_EXPORTS, type ImportKey, KNOWN_NAMES, plain, RECORD_ID_NAMES } from './column-names.js';
import { EXPORT_COLUMNS } from './export-columns.js';

/** The positions of the columns that each key is read from; at least one each. */
export type MatchedColumns = Map<ImportKey, readonly number[]>;

const IMPORT_KEYS = Object.keys(KNOWN_NAMES) as ImportKey[];

/**
 * Decides which columns each key of an item is read from: those that `map` says; else, in an export of a program that we know, its
 * columns for it; else the first column with one of the key's English or French names, without regard to case, accents and punctuation.
 * A column that `map` names is not recognised as anything else.
 *
 * @param columns the names in the file, in their order
 * @param map the person's own choice
 * @param mode `header`: the columns are all there are, so that a name in `map` that is not among them is a mistake
 * and a file without a name column is refused. `record`: the keys of one record, where any may be missing
 * @returns the columns of each key found
 * @throws {BriqueError} `invalid_input`, field `map` or `name`, with the file's columns
 */
export function matchColumns(
  columns: readonly string[],
  map: ColumnMap,
  mode: 'header' | 'record',
): MatchedColumns {
  const matched: MatchedColumns = new Map();
  for (const [key, wanted] of Object.entries(map)) {
    if (!isItemField(key)) {
      throw invalid('map', `An item has no field "${key}"; map ${ITEM_FIELDS.join(', ')}.`, columns);
    }
    const names = (typeof wanted === 'string' ? [wanted] : wanted).filter((name) => name !== '');
    const found = names.map((name) => findColumn(columns, name));
    const missing = names[found.indexOf(-1)];
    if (missing !== undefined && mode === 'header') {
      const message = `The file has no column "${missing}" for ${key}; its columns are ${list(columns)}.`;
      throw invalid('map', message, columns);
    }
    const at = found.filter((position) => position >= 0);
    if (at.length > 0) matched.set(key, at);
  }
  recognise(columns, map, matched);
  if (mode === 'header' && !matched.has('name')) {
    const message = `No column holds the name; choose one of the file's columns: ${list(columns)}.`;
    throw invalid('name', message, columns);
  }
  return matched;
}

/**
 * What the names of the columns tell by themselves, for a person to correct.
 * @returns for each field the columns' names as the file writes them
 */
export function guessColumns(columns: readonly string[]): Record<ItemField, string[]> {
  const matched: MatchedColumns = new Map();
  recognise(columns, {}, matched);
  const source = sourceOf(columns);
  if (!matched.has('serialNumber') && source === null) {
    const at = columns.findIndex((column) => RECORD_ID_NAMES.includes(plain(column)));
    if (at >= 0) matched.set('serialNumber', [at]);
  }
  const names = (field: ItemField) => (matched.get(field) ?? []).map((at) => columns[at] ?? '');
  return Object.fromEntries(ITEM_FIELDS.map((field) => [field, names(field)])) as Record<ItemField, string[]>;
}

/** @returns the program whose export has these columns, null when we know none */
export function sourceOf(columns: readonly string[]): ImportSource | null {
  if (EXPORT_COLUMNS.every((column) => columns.includes(column))) return 'brique';
  return foreignExport(columns.map(plain))?.source ?? null;
}

/** Column names for a sentence; a hostile or mistaken file may have thousands. */
export function list(columns: readonly string[]): string {
  const shown = shownColumns(columns).map((column) => JSON.stringify(column));
  return columns.length > shown.length
    ? `${shown.join(', ')} and ${columns.length - shown.length} more`
    : shown.join(', ') || 'none';
}

function shownColumns(columns: readonly string[]): string[] {
  return columns.slice(0, 30).map((column) => column.trim().slice(0, 60));
}

/** Adds what the names of the columns tell about the keys that `map` leaves open. */
function recognise(columns: readonly string[], map: ColumnMap, matched: MatchedColumns): void {
  const names = columns.map(plain);
  const foreign = foreignExport(names);
  const chosen = new Set([...matched.values()].flat());
  const free = names.map((name, at) => (chosen.has(at) ? '' : name));
  for (const key of IMPORT_KEYS) {
    if (Object.hasOwn(map, key)) continue;
    if (foreign === undefined) {
      const name = KNOWN_NAMES[key].find((known) => free.includes(known));
      if (name !== undefined) matched.set(key, [free.indexOf(name)]);
    } else if (isItemField(key)) {
      const at = foreign.columns[key].map((name) => free.indexOf(name)).filter((position) => position >= 0);
      if (at.length > 0) matched.set(key, at);
    }
  }
}

function foreignExport(names: readonly string[]) {
  return FOREIGN_EXPORTS.find(({ signs }) =>
    signs.every((sign) => sign.some((name) => names.includes(name))),
  );
}

function findColumn(columns: readonly string[], wanted: string): number {
  const exact = columns.indexOf(wanted);
  return exact >= 0
    ? exact
    : columns.findIndex((column) => plain(column) === plain(wanted) && plain(wanted) !== '');
}

function isItemField(key: string): key is ItemField {
  return (ITEM_FIELDS as readonly string[]).includes(key);
}

function invalid(field: string, message: string, columns: readonly string[]): BriqueError {
  const problem: FieldProblem = { field, code: 'unknown_column', message, columns: shownColumns(columns) };
  return new BriqueError('invalid_input', message, [problem]);
}
