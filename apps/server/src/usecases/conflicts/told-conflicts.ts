import type { ConflictSide, FieldConflict } from '@brique/shared';
import type { ItemConflicts } from './field-conflicts.js';
import type { PastOfItems } from './past-entries.js';

/** How much is told of an item's conflicts at once. */
export interface Extent {
  readonly fields: number;
  /** Of each field. */
  readonly sides: number;
  /** Of all of them as JSON; the first field is told in any case, shortened. */
  readonly bytes: number;
}

/** Characters told of a value that is shortened. */
const BEGINNING = 200;
/** Characters of the JSON of a text that is not, with its type: six for each at most. */
const MOST_WITH_TEXT = 6 * BEGINNING + 100;

/**
 * An item's conflicts within bounds, whatever peers filled it with: the first fields, each with its first sides. The values of a field
 * that would be too much are shortened, all of them alike, for they are to be compared.
 */
export function toldConflicts(
  conflicts: ItemConflicts,
  past: ReturnType<PastOfItems['get']>,
  extent: Extent,
): { fields: FieldConflict[]; moreFields: number } {
  const fields: FieldConflict[] = [];
  let left = extent.bytes;
  for (const key of conflicts.keys.slice(0, extent.fields)) {
    const whole = conflicts.field(key, past, extent.sides);
    const field = sizeOf(whole) <= left ? whole : shortened(whole);
    left -= sizeOf(field);
    if (left < 0 && fields.length > 0) break;
    fields.push(field);
  }
  return { fields, moreFields: conflicts.keys.length - fields.length };
}

function sizeOf(field: FieldConflict): number {
  return Buffer.byteLength(JSON.stringify(field));
}

function shortened(field: FieldConflict): FieldConflict {
  return {
    ...field,
    before: field.before === null ? null : beginningOf(field.before.value),
    sides: field.sides.map((side) => ({ ...side, ...beginningOf(side.value) })),
  };
}

/** A page shows what has a text or a name; of anything else it shows that it is there. */
function beginningOf(value: unknown): Pick<ConflictSide, 'value' | 'length'> {
  if (typeof value === 'string') return beginningOfText(value) ?? { value };
  if (typeof value !== 'object' || value === null) return { value };
  const { value: own, name } = value as Record<string, unknown>;
  const written = JSON.stringify(value);
  if (typeof own === 'string') {
    const text = beginningOfText(own);
    if (text === null && written.length <= MOST_WITH_TEXT) return { value };
    // The beginning of a link or of a day is none; and what a peer put beside a text is not told.
    return { value: { type: 'text', value: text?.value ?? own }, length: text?.length ?? written.length };
  }
  const json = beginningOfText(written);
  if (json === null) return { value };
  const named = typeof name === 'string' ? { name: beginningOfText(name)?.value ?? name } : {};
  return { value: named, length: json.length };
}

/** @returns null for a text that is short */
function beginningOfText(text: string): { value: string; length: number } | null {
  // No more characters than units.
  const characters = text.length > BEGINNING ? Array.from(text) : [];
  if (characters.length <= BEGINNING) return null;
  // Joined anew: a slice would hold the whole in memory.
  return { value: characters.slice(0, BEGINNING).join(''), length: characters.length };
}
