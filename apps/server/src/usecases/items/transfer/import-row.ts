import {
  type DateOrder,
  type ImportRowError,
  ITEM_FIELDS,
  type ItemField,
  type ItemInput,
} from '@brique/shared';
import { validate, version } from 'uuid';
import { MAX_OWN_NAMES } from '../item-changes.js';
import { checkItemInput } from '../item-input.js';
import type { ImportKey } from './column-names.js';
import { readDate } from './dates.js';
import { importedOwnFields, type RawOwnField } from './own-columns.js';

/** A row as it stands in the file, under our keys; or why it cannot be read. */
export type RawRow = { row: number; values: RawValues } | { row: number; error: ImportRowError };
export type RawValues = Partial<Record<ImportKey, unknown>> & { ownFields?: readonly RawOwnField[] };

/** An item to create. The id and origin are there when the file is an export, so that a round trip keeps them. */
export interface ImportedItem extends ItemInput {
  /** UUIDv7, lower case. */
  id?: string;
  /** Instance id. */
  originPeerId?: string;
}

/** Other instances may have given an item more, or longer names, than a person can here; an export of it must come back. */
const OWN_LIMITS = { nameLength: 256, count: MAX_OWN_NAMES };

export type ImportedRow = { row: number; input: ImportedItem } | { row: number; error: ImportRowError };

/**
 * Checks one row as `POST /items` checks its body, but more leniently where nothing typed can be lost: control
 * characters are dropped, dates are read as other programs write them, an unusable id is left out.
 * @param dates which number of `05/01/2024` is the day
 */
export function importRow(raw: RawRow, dates?: DateOrder): ImportedRow {
  if ('error' in raw) return raw;
  const { row, values } = raw;
  const given: Partial<Record<ItemField | 'ownFields', unknown>> = {};
  for (const field of ITEM_FIELDS) {
    const value = values[field];
    if (value === undefined || (value === null && field !== 'purchaseDate')) continue;
    given[field] = field === 'purchaseDate' ? asDate(asText(value), dates) : asText(value);
  }
  if (values.ownFields !== undefined) {
    const own = importedOwnFields(values.ownFields, {
      asText,
      asDate: (value) => asDate(value, dates),
    });
    if (Object.keys(own).length > 0) given.ownFields = own;
  }
  const checked = checkItemInput(given, 'create', OWN_LIMITS);
  if (!checked.ok) {
    const message = checked.errors.map((problem) => problem.message).join(' ');
    const [first] = checked.errors;
    return { row, error: { row, field: first?.field ?? '', code: first?.code ?? 'invalid_row', message } };
  }
  return { row, input: { ...checked.input, ...identity(values) } };
}

/**
 * One value out of those of several columns: of the notes' columns all, one below the other, of every other field's the first that is
 * filled.
 */
export function combine(key: ImportKey, values: readonly unknown[]): unknown {
  if (values.length <= 1) return values[0];
  const filled = values.filter((value) => value !== undefined && value !== null && !isBlank(value));
  if (filled.length === 0) return values.find((value) => value !== undefined);
  const isText = filled.every((value) => typeof value === 'string');
  return key === 'notes' && isText ? [...new Set(filled)].join('\n\n') : filled[0];
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function identity(values: RawValues): Pick<ImportedItem, 'id' | 'originPeerId'> {
  const id = typeof values.id === 'string' ? values.id.trim().toLowerCase() : '';
  const origin = typeof values.originPeerId === 'string' ? values.originPeerId.trim() : '';
  return {
    ...(validate(id) && version(id) === 7 ? { id } : {}),
    ...(/^[a-z2-7]{52}$/.test(origin) ? { originPeerId: origin } : {}),
  };
}

/** What is no text stays as it is, for the check to refuse. */
function asText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, '');
}

/** What is no date stays as it is, for the check to refuse. */
function asDate(value: unknown, order: DateOrder | undefined): unknown {
  return typeof value === 'string' ? (readDate(value, order) ?? value) : value;
}
