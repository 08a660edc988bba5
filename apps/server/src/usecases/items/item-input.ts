import { type FieldProblem, ITEM_FIELDS, type ItemField, type ItemInput, LIMITS } from '@brique/shared';
import { checkOwnFields, type OwnFieldLimits } from './own-fields-input.js';
import { isCalendarDate, isLonger, typedText } from './typed-text.js';

/** What a check of a person's input found: the clean values, or every problem with what would fix it. */
export type ItemInputCheck<T> = { ok: true; input: T } | { ok: false; errors: FieldProblem[] };

type FieldCheck = { value: string | null } | { code: string; message: string };

/** A hostile body may hold thousands of wrong keys; nobody reads more than this many sentences. */
const MAX_PROBLEMS = 20;

const LABELS: Record<ItemField, string> = {
  name: 'name',
  category: 'category',
  brand: 'brand',
  model: 'model',
  serialNumber: 'serial number',
  purchaseDate: 'purchase date',
  notes: 'notes',
};

/**
 * Checks and normalises what a person typed about an item: text becomes Unicode NFC, trimmed, with `\n` line ends;
 * in all fields but notes, tabs and line ends become a space; an empty purchase date becomes null.
 *
 * @param value a parsed JSON body, of any shape
 * @param mode `create`: a name is required. `change`: only the keys present are checked and returned
 * @param ownLimits how much of own fields is taken, where it is not what a person types
 * @returns the clean input, or about 20 problems, with codes `wrong_type`, `unknown_field`, `required`, `too_long`,
 * `bad_characters`, `bad_date`, and those of checkOwnFields
 */
export function checkItemInput(
  value: unknown,
  mode: 'create',
  ownLimits?: OwnFieldLimits,
): ItemInputCheck<ItemInput>;
export function checkItemInput(value: unknown, mode: 'change'): ItemInputCheck<Partial<ItemInput>>;
export function checkItemInput(
  value: unknown,
  mode: 'create' | 'change',
  ownLimits?: OwnFieldLimits,
): ItemInputCheck<ItemInput> | ItemInputCheck<Partial<ItemInput>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse([
      { field: '', code: 'wrong_type', message: 'Send a JSON object with the fields of the item.' },
    ]);
  }
  const errors: FieldProblem[] = [];
  const clean: Partial<Record<ItemField, string | null>> & Pick<ItemInput, 'ownFields'> = {};
  for (const [key, given] of Object.entries(value)) {
    if (errors.length >= MAX_PROBLEMS) break;
    if (key === 'ownFields') {
      const own = checkOwnFields(given, ownLimits);
      if ('input' in own) clean.ownFields = own.input;
      else errors.push(...own.errors);
      continue;
    }
    if (!isItemField(key)) {
      errors.push(unknownField(key));
      continue;
    }
    const checked = key === 'purchaseDate' ? checkDate(given) : checkText(key, given);
    if ('value' in checked) clean[key] = checked.value;
    else errors.push({ field: key, ...checked });
  }
  if (mode === 'create' && !Object.hasOwn(value, 'name')) {
    errors.push({ field: 'name', code: 'required', message: 'Give the item a name.' });
  }
  return errors.length > 0 ? refuse(errors) : { ok: true, input: clean as ItemInput };
}

function refuse(errors: FieldProblem[]): { ok: false; errors: FieldProblem[] } {
  return { ok: false, errors };
}

function isItemField(key: string): key is ItemField {
  return (ITEM_FIELDS as readonly string[]).includes(key);
}

function unknownField(key: string): FieldProblem {
  const field = key.slice(0, 100);
  return {
    field,
    code: 'unknown_field',
    message: `An item has no field ${JSON.stringify(field)}; the fields are ${ITEM_FIELDS.join(', ')}, ownFields.`,
  };
}

function checkText(field: Exclude<ItemField, 'purchaseDate'>, given: unknown): FieldCheck {
  const label = LABELS[field];
  if (typeof given !== 'string') {
    return {
      code: 'wrong_type',
      message: `Give the ${label} as text${field === 'name' ? '' : ', "" for none'}.`,
    };
  }
  const limit =
    field === 'notes' ? LIMITS.notesLength : field === 'name' ? LIMITS.nameLength : LIMITS.shortTextLength;
  const text = typedText(given, field === 'notes' ? 'many' : 'one');
  if (text === null) {
    return { code: 'bad_characters', message: `Remove the unprintable characters from the ${label}.` };
  }
  if (field === 'name' && text === '') return { code: 'required', message: 'Give the item a name.' };
  if (isLonger(text, limit)) {
    return { code: 'too_long', message: `Shorten the ${label} to ${limit.toLocaleString('en')} characters.` };
  }
  return { value: text };
}

function checkDate(given: unknown): FieldCheck {
  if (given === null) return { value: null };
  if (typeof given === 'string') {
    const text = given.trim();
    if (text === '') return { value: null };
    if (isCalendarDate(text)) return { value: text };
  }
  return {
    code: 'bad_date',
    message:
      'Write the purchase date as YYYY-MM-DD, a day that exists, such as 2024-01-31; or leave it empty.',
  };
}
