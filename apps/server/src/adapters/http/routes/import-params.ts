import {
  type ColumnMap,
  type DateOrder,
  type Duplicates,
  ITEM_FIELDS,
  type ItemField,
  LIMITS,
} from '@brique/shared';
import type { Context } from 'hono';
import { BriqueError } from '../../../usecases/brique-error.js';
import type { TransferFormat } from '../../../usecases/items/transfer/import.js';
import { parseJson } from '../body.js';
import { choice, flag, text } from '../openapi/describe.js';
import { choiceParam, flagParam, malformedParam } from '../query.js';

export const FORMATS = ['json', 'csv'] as const satisfies readonly TransferFormat[];
const DUPLICATES = ['skip', 'update', 'create'] as const satisfies readonly Duplicates[];
const DATE_ORDERS = ['dmy', 'mdy'] as const satisfies readonly DateOrder[];
const MAX_COLUMNS_A_FIELD = 20;

/** The query of `POST /items/import`, described. */
export const IMPORT_QUERY = {
  format: choice(...FORMATS),
  dryRun: flag,
  duplicates: choice(...DUPLICATES),
  dates: choice(...DATE_ORDERS),
  map: text,
  own: text,
};

/** The query of `POST /items/import`. @throws BriqueError `malformed` */
export function importParams(c: Context) {
  return {
    format: formatParam(c),
    dryRun: flagParam(c, 'dryRun'),
    duplicates: choiceParam(c, 'duplicates', DUPLICATES) ?? 'skip',
    dates: choiceParam(c, 'dates', DATE_ORDERS),
    map: columnMap(c.req.query('map')),
    own: ownColumns(c.req.query('own')),
  };
}

export function formatParam(c: Context): TransferFormat {
  return choiceParam(c, 'format', FORMATS) ?? 'json';
}

function columnMap(raw: string | undefined): ColumnMap {
  if (raw === undefined || raw === '') return {};
  const value = asObject(raw);
  const map: Partial<Record<ItemField, string | string[]>> = {};
  for (const [key, columns] of Object.entries(value)) {
    const field = ITEM_FIELDS.find((name) => name === key);
    if (field === undefined || !isColumns(columns)) {
      throw malformedParam(
        'map',
        `Give \`map\` as JSON from ${ITEM_FIELDS.join(', ')} to a column's name, or to a list of at most ${MAX_COLUMNS_A_FIELD}.`,
      );
    }
    map[field] = columns;
  }
  return map;
}

function isColumns(value: unknown): value is string | string[] {
  if (typeof value === 'string') return true;
  return (
    Array.isArray(value) &&
    value.length <= MAX_COLUMNS_A_FIELD &&
    value.every((name) => typeof name === 'string')
  );
}

/** Columns to keep as own fields. */
function ownColumns(raw: string | undefined): string[] {
  if (raw === undefined || raw === '') return [];
  const value = asJson(raw);
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) {
    if (value.length <= LIMITS.ownFieldsPerItem) return value;
  }
  const message = `Give \`own\` as a JSON list of at most ${LIMITS.ownFieldsPerItem} names of columns.`;
  throw malformedParam('own', message);
}

function asObject(raw: string): object {
  const value = asJson(raw);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw malformedParam('map', 'Give `map` as a JSON object from our fields to names of columns.');
}

/** @returns undefined when it is no JSON */
function asJson(raw: string): unknown {
  try {
    return parseJson(raw);
  } catch (error) {
    if (!(error instanceof BriqueError)) throw error;
    return undefined;
  }
}
