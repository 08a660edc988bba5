import { type Json, OWN_PREFIX, type ReplicatedItem } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { changesOf } from '../items/item-changes.js';
import { checkItemInput } from '../items/item-input.js';
import { isEditable } from './field-conflicts.js';

/**
 * A third value for a key in conflict, checked and normalised as an edit of that field would be.
 * @param given of any shape
 * @throws BriqueError `invalid_input`, with the fields of checkItemInput; `choice` for a key that takes none
 */
export function thirdValue(item: ReplicatedItem, key: string, given: unknown): Json {
  if (!isEditable(key)) {
    const message = 'Only fields that people fill in take another value; keep one of those that are there.';
    throw new BriqueError('invalid_input', message, [{ field: 'choice', code: 'unknown_field', message }]);
  }
  const isOwn = key.startsWith(OWN_PREFIX);
  const input = isOwn ? { ownFields: { [key.slice(OWN_PREFIX.length)]: given } } : { [key]: given };
  const checked = checkItemInput(input, 'change');
  if (!checked.ok) {
    const message = checked.errors[0]?.message ?? 'This value is not valid.';
    throw new BriqueError('invalid_input', message, checked.errors);
  }
  // Removing an own field that is not there is no change; the choice is one all the same.
  return changesOf(item, checked.input)[key] ?? null;
}
