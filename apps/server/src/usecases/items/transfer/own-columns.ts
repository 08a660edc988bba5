import { LIMITS, OWN_FIELD_TYPES, type OwnField, type OwnFieldType } from '@brique/shared';
import { isKey, OWN_PREFIX } from '@brique/sync-core';

/** The own fields of one name and type: a column of a CSV file. */
export interface OwnColumn {
  readonly name: string;
  readonly type: OwnFieldType;
}

/** An own field as it stands in a file. */
export interface RawOwnField {
  readonly name: string;
  readonly type: unknown;
  readonly value: unknown;
}

const TYPED_HEADER = new RegExp(`^${OWN_PREFIX}(.+) \\((${OWN_FIELD_TYPES.join('|')})\\)$`, 's');

/** `x:Warranty (date)`: the type is always there, so that a name may end in brackets itself. */
export function ownHeader({ name, type }: OwnColumn): string {
  return `${OWN_PREFIX}${name} (${type})`;
}

/**
 * @param header a column's name; without a type it holds text
 * @returns null when it is no own field's
 */
export function readOwnHeader(header: string): OwnColumn | null {
  if (!header.startsWith(OWN_PREFIX)) return null;
  const [, typedName, type] = TYPED_HEADER.exec(header) ?? [];
  const name = (typedName ?? header.slice(OWN_PREFIX.length)).replace(/\p{Cc}/gu, ' ').trim();
  if (!isKey(OWN_PREFIX + name)) return null;
  return { name, type: (type as OwnFieldType | undefined) ?? 'text' };
}

export type PlacedOwnColumn = OwnColumn & { readonly at: number };

/**
 * The columns of a file that hold own fields, with their places.
 * @param kept columns of other programs that a person wants to keep as fields of their own
 */
export function ownColumnsOf(
  columns: readonly string[],
  kept: readonly string[] = [],
): readonly PlacedOwnColumn[] {
  return columns.flatMap((column, at) => {
    const own = readOwnHeader(column) ?? (kept.includes(column) ? keptColumn(column) : null);
    return own === null ? [] : { ...own, at };
  });
}

/** `HB.field.Voltage` is Homebox's own field "Voltage", `HB.purchase_price` its "Purchase price". */
function keptColumn(column: string): OwnColumn | null {
  const bare = column.replace(/^HB\.(field\.)?/, '').replace(/\p{Cc}/gu, ' ');
  const words = (column === bare ? bare : bare.replaceAll('_', ' ')).trim();
  const name = words.slice(0, 1).toUpperCase() + words.slice(1, LIMITS.ownFieldNameLength);
  return isKey(OWN_PREFIX + name) ? { name, type: 'text' } : null;
}

/** An item's cells under columns of own fields. */
export function ownCells(fields: readonly OwnField[], columns: readonly OwnColumn[]): string[] {
  const byHeader = new Map(fields.map((field) => [ownHeader(field), String(field.value)]));
  return columns.map((column) => byHeader.get(ownHeader(column)) ?? '');
}

/**
 * Own fields as a record of a JSON file has them: a list of `{name, type, value}`, as we write it, or an object by name, as
 * `POST /items` takes it.
 * @returns null when it is neither
 */
export function recordOwnFields(given: unknown): RawOwnField[] | null {
  if (typeof given !== 'object' || given === null) return null;
  const entries: [unknown, unknown][] = Array.isArray(given)
    ? given.map((field) => [(field as Partial<RawOwnField> | null)?.name, field])
    : Object.entries(given);
  return entries.map(([name, field]) => {
    const { type, value } = (field ?? {}) as Partial<RawOwnField>;
    return { name: typeof name === 'string' ? name : '', type, value };
  });
}

/** How cells are read that other programs wrote; what they cannot read stays as it is, for the check to refuse. */
interface CellReaders {
  readonly asText: (value: unknown) => unknown;
  readonly asDate: (value: unknown) => unknown;
}

/**
 * What an import takes of a row's own fields, in the form that is checked like a body: empty ones are none, the first of a name
 * counts, and numbers may be written as text.
 */
export function importedOwnFields(fields: readonly RawOwnField[], { asText, asDate }: CellReaders) {
  const given = new Map<string, { type: unknown; value: unknown }>();
  for (const { name, type, value } of fields) {
    const text = asText(value);
    if (text === undefined || text === null || (typeof text === 'string' && text.trim() === '')) continue;
    if (!given.has(name))
      given.set(name, {
        type,
        value: type === 'number' ? asNumber(text) : type === 'date' ? asDate(text) : text,
      });
  }
  return Object.fromEntries(given);
}

/** `12,5` is how half of Europe writes it; `1,234` has two meanings and stays as it is, for the check to refuse. */
function asNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim().replace(/^([+-]?\d+),(\d{1,2}|\d{4,})$/, '$1.$2');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : value;
}
