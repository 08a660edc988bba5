import {
  type FieldProblem,
  LIMITS,
  OWN_FIELD_TYPES,
  type OwnFieldsInput,
  type OwnFieldValue,
} from '@brique/shared';
import { isKey, OWN_PREFIX } from '@brique/sync-core';
import { checkOwnValue, isOwnFieldType } from './own-field.js';
import { isLonger, typedText } from './typed-text.js';

/** How much of one item's own fields is taken at once. */
export interface OwnFieldLimits {
  /** Characters. */
  readonly nameLength: number;
  readonly count: number;
}

/** For what a person types. */
const TYPED: OwnFieldLimits = {
  nameLength: LIMITS.ownFieldNameLength,
  count: LIMITS.ownFieldsPerItem,
};

/** A hostile body may hold thousands; nobody reads more than this many sentences. */
const MAX_PROBLEMS = 20;

type OwnFieldsCheck = { input: OwnFieldsInput } | { errors: FieldProblem[] };

/**
 * Checks own fields to set or to remove.
 * @param given a parsed JSON value of any shape, meant as `{<name>: {type, value} | null}`
 * @returns them with clean names and values, or up to 20 problems of fields `ownFields.<name>`, with codes `wrong_type`,
 * `bad_field_name`, `duplicate`, `unknown_type`, `required`, `too_long`, `bad_characters`, `bad_number`, `bad_date`, `bad_link`,
 * `too_many_fields`
 */
export function checkOwnFields(given: unknown, limits: OwnFieldLimits = TYPED): OwnFieldsCheck {
  if (!isRecord(given)) {
    const message =
      'Give `ownFields` as an object from names to {"type", "value"}, or null to remove a field.';
    return { errors: [{ field: 'ownFields', code: 'wrong_type', message }] };
  }
  const clean = new Map<string, OwnFieldValue | null>();
  const errors: FieldProblem[] = [];
  const entries = Object.entries(given);
  if (entries.length > limits.count) {
    const message = `Give an item at most ${limits.count} fields of your own.`;
    return { errors: [{ field: 'ownFields', code: 'too_many_fields', message }] };
  }
  for (const [givenName, value] of entries) {
    if (errors.length >= MAX_PROBLEMS) break;
    const name = value === null ? removedName(givenName) : ownFieldName(givenName, limits.nameLength);
    const problem = (code: string, message: string): void => {
      errors.push({ field: `ownFields.${givenName.slice(0, 100)}`, code, message });
    };
    if (name === null) {
      const message = `Name the field with 1 to ${limits.nameLength} characters, without unprintable ones.`;
      problem('bad_field_name', message);
    } else if (clean.has(name)) problem('duplicate', `The field "${name}" is there twice.`);
    else if (value === null) clean.set(name, null);
    else if (!isRecord(value)) problem('wrong_type', 'Give {"type", "value"}, or null to remove the field.');
    else if (!isOwnFieldType(value.type))
      problem('unknown_type', `Give \`type\` as one of: ${OWN_FIELD_TYPES.join(', ')}.`);
    else {
      const checked = checkOwnValue(value.type, value.value);
      if ('code' in checked) problem(checked.code, `${name}: ${checked.message}`);
      else clean.set(name, checked);
    }
  }
  return errors.length > 0 ? { errors } : { input: Object.fromEntries(clean) };
}

/** @returns the name as it is stored, null when it cannot be one */
function ownFieldName(given: string, limit: number): string | null {
  const name = typedText(given, 'one');
  return name === null || name === '' || isLonger(name, limit) ? null : name;
}

/** What a peer named otherwise than we would can be removed too. */
function removedName(given: string): string | null {
  return isKey(OWN_PREFIX + given) ? given : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
