import { type ItemInput, LIMITS, type OwnFieldsInput } from '@brique/shared';
import { type Changes, type Json, OWN_PREFIX, type ReplicatedItem, readKey } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';

/**
 * Names of own fields that an item may ever have had: one that was removed stays as a null, so that its removal travels. A
 * bound well below the keys an item may hold, which leaves room for documents and kept values.
 */
export const MAX_OWN_NAMES = 500;

/**
 * The keys that an input sets in an item.
 * @param item as it is; undefined for one to be made
 * @param input checked (checkItemInput)
 * @throws BriqueError `invalid_input` when the item would have too many own fields
 */
export function changesOf(item: ReplicatedItem | undefined, input: Partial<ItemInput>): Changes {
  const { ownFields, ...fields } = input;
  return ownFields === undefined ? fields : { ...fields, ...ownChanges(item, ownFields) };
}

function ownChanges(item: ReplicatedItem | undefined, ownFields: OwnFieldsInput): Changes {
  const has = (key: string) => item !== undefined && (readKey(item, key) ?? null) !== null;
  const changes = Object.entries(ownFields)
    .map(([name, value]): [string, Json] => [OWN_PREFIX + name, value])
    // Removing what is not there is no change, and leaves no trace.
    .filter(([key, value]) => value !== null || has(key));
  const added = changes.filter(([key, value]) => value !== null && !has(key)).map(([key]) => key);
  if (item !== undefined && added.length > 0) refuseTooMany(item, changes, added);
  return Object.fromEntries(changes);
}

function refuseTooMany(
  item: ReplicatedItem,
  changes: readonly [string, Json][],
  added: readonly string[],
): void {
  const names = [...item.keys.keys()].filter((key) => key.startsWith(OWN_PREFIX));
  const removed = changes.filter(([, value]) => value === null).length;
  const shown = names.filter((key) => readKey(item, key) !== null).length - removed + added.length;
  const ever = new Set([...names, ...added]).size;
  if (shown <= LIMITS.ownFieldsPerItem && ever <= MAX_OWN_NAMES) return;
  const message =
    shown > LIMITS.ownFieldsPerItem
      ? `An item has at most ${LIMITS.ownFieldsPerItem} fields of your own; remove some first.`
      : 'This item has had too many different fields of its own; use a name it has had before.';
  throw new BriqueError('invalid_input', message, [{ field: 'ownFields', code: 'too_many_fields', message }]);
}
