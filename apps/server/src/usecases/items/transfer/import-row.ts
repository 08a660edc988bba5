import { type ImportRowError, ITEM_FIELDS, type ItemField, type ItemInput } from '@brique/shared';
import { validate, version } from 'uuid';
import { MAX_OWN_NAMES } from '../item-changes.js';
import { checkItemInput } from '../item-input.js';
import type { ImportKey } from './columns.js';
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
 * characters are dropped, a time after a date is dropped, an unusable id is left out.
 */
export function importRow(raw: RawRow): ImportedRow {
  if ('error' in raw) return raw;
  const { row, values } = raw;
  const given: Partial<Record<ItemField | 'ownFields', unknown>> = {};
  for (const field of ITEM_FIELDS) {
    const value = values[field];
    if (value === undefined || (value === null && field !== 'purchaseDate')) continue;
    given[field] = field === 'purchaseDate' ? asDate(asText(value)) : asText(value);
  }
  if (values.ownFields !== undefined) {
    const own = importedOwnFields(values.ownFields, { asText, asDate });
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

/** Other programs write `2024-01-31T00:00:00Z` or `2024/01/31`. 05/01/2024 has two meanings, so it is refused. */
function asDate(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const date = /^(\d{4})([-/.])(\d{2})\2(\d{2})(?:[T ]\d{2}:\d{2}[\d:.,]*\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    value.trim(),
  );
  return date === null ? value : `${date[1]}-${date[3]}-${date[4]}`;
}
