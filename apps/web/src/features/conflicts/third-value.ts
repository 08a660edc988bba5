import type { FieldConflict, ItemInput, OwnFieldType, OwnFieldValue } from '@brique/shared';
import { checkField, type FieldFault } from '../../lib/field-fault.js';
import { isItemField } from '../../lib/field-limits.js';
import { checkOwnText, typedValue } from '../../lib/own-field-text.js';

/** A value of one's own while it is typed. */
export interface ThirdValue {
  /** Of an own field; null for the fields that every item has. */
  type: OwnFieldType | null;
  text: string;
}

/** What typing begins with: the value that holds, to be changed rather than typed again. */
export function startOfThird({ key, sides }: FieldConflict): ThirdValue {
  const holds = sides.find(({ isCurrent }) => isCurrent) ?? sides[0];
  // Half a text would be saved as the whole.
  const value = holds?.length === undefined ? (holds?.value ?? null) : null;
  if (!key.startsWith('x:')) return { type: null, text: typeof value === 'string' ? value : '' };
  // Where the field was removed on the side that holds, the others tell what kind it was.
  const own = sides.map((side) => side.value).find((each) => each !== null) as OwnFieldValue | undefined;
  const text = value === null ? '' : String((value as OwnFieldValue).value);
  return { type: own?.type ?? 'text', text };
}

/** Checks what was typed as the server would. */
export function checkThird(key: string, { type, text }: ThirdValue): FieldFault | null {
  if (type !== null) return checkOwnText({ type, text });
  return isItemField(key) ? checkField(key, text) : null;
}

/** @returns what `settle` takes as a third value */
export function valueOfThird(key: string, { type, text }: ThirdValue): string | OwnFieldValue | null {
  if (type !== null) return typedValue({ type, text });
  return key === 'purchaseDate' && text.trim() === '' ? null : text;
}

/** @param value of valueOfThird() @returns the change of an item that `PATCH /items/:id` takes */
export function changeOf(key: string, value: unknown): Partial<ItemInput> {
  return key.startsWith('x:')
    ? { ownFields: { [key.slice(2)]: value as OwnFieldValue | null } }
    : { [key]: value };
}
