import {
  LIMITS,
  OWN_FIELD_TYPES,
  type OwnField,
  type OwnFieldType,
  type OwnFieldValue,
} from '@brique/shared';
import { canonicalJson, type Json, OWN_PREFIX, type ReplicatedItem } from '@brique/sync-core';
import { isCalendarDate, isLonger, typedText, withoutUnprintable } from './typed-text.js';

/** Why a value cannot be an own field's: a code, and what would mend it. */
export interface OwnValueFault {
  readonly code: string;
  readonly message: string;
}

/** The only kinds of link that are safe to show as one; `javascript:` and `data:` run what somebody else wrote. */
const LINK = /^(?:https?:\/\/|mailto:)[^\s]+$/i;

export function isOwnFieldType(type: unknown): type is OwnFieldType {
  return (OWN_FIELD_TYPES as readonly unknown[]).includes(type);
}

/**
 * Checks and normalises a value, as every own field that is written here goes.
 * @param given of any shape
 * @returns the value, or the first fault of it
 */
export function checkOwnValue(type: OwnFieldType, given: unknown): OwnFieldValue | OwnValueFault {
  if (type === 'number') {
    if (typeof given !== 'number' || !Number.isFinite(given)) {
      return { code: 'bad_number', message: 'Write a number, such as 12.5.' };
    }
    // JSON has no -0.
    return { type, value: given === 0 ? 0 : given };
  }
  if (typeof given !== 'string') return { code: 'wrong_type', message: `Give the ${type} as text.` };
  const value = typedText(given, type === 'text' ? 'many' : 'one');
  if (value === null) return { code: 'bad_characters', message: 'Remove the unprintable characters.' };
  if (value === '') return { code: 'required', message: 'Fill it in, or remove the field with null.' };
  if (type === 'date' && !isCalendarDate(value)) {
    const message = 'Write the day as YYYY-MM-DD, one that exists, such as 2024-01-31.';
    return { code: 'bad_date', message };
  }
  if (type === 'link' && !isSafeLink(value)) {
    const message = 'Write a link that begins with https://, http:// or mailto:, without spaces.';
    return { code: 'bad_link', message };
  }
  const limit = type === 'link' ? LIMITS.ownLinkLength : LIMITS.ownTextLength;
  if (isLonger(value, limit)) {
    return { code: 'too_long', message: `Shorten it to ${limit.toLocaleString('en')} characters.` };
  }
  return { type, value };
}

/** An item's own fields, whoever wrote them, by name. */
export function readOwnFields(item: ReplicatedItem): OwnField[] {
  const fields: OwnField[] = [];
  for (const [key, { value }] of item.keys) {
    if (!key.startsWith(OWN_PREFIX)) continue;
    const read = readOwnValue(value);
    if (read !== null) fields.push({ name: key.slice(OWN_PREFIX.length), ...read });
  }
  return fields.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * What a peer wrote may have any shape: what this version would write itself is read as it stands, everything else becomes
 * text, within the limits of one.
 * @returns null for a field that was removed
 */
export function readOwnValue(value: Json): OwnFieldValue | null {
  if (value === null) return null;
  const inner = isRecord(value) && value.value !== undefined ? value.value : value;
  if (isRecord(value) && isOwnFieldType(value.type)) {
    const read = checkOwnValue(value.type, inner);
    if ('type' in read && read.value === inner) return read;
  }
  const text = typeof inner === 'string' ? inner : canonicalJson(inner);
  const shown = Array.from(withoutUnprintable(text)).slice(0, LIMITS.ownTextLength);
  return { type: 'text', value: shown.join('') };
}

function isSafeLink(text: string): boolean {
  return LINK.test(text) && URL.canParse(text);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
