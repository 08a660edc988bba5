import { ITEM_FIELDS, type ItemField, LIMITS } from '@brique/shared';

/** Longest texts, in characters, by the fields of the forms; a date has none. */
const FIELD_LIMITS = {
  name: LIMITS.nameLength,
  category: LIMITS.shortTextLength,
  brand: LIMITS.shortTextLength,
  model: LIMITS.shortTextLength,
  serialNumber: LIMITS.shortTextLength,
  notes: LIMITS.notesLength,
  instanceName: LIMITS.instanceNameLength,
} as const satisfies Record<Exclude<ItemField, 'purchaseDate'> | 'instanceName', number>;

/** @returns how many characters a field takes; undefined for one that is no text, or not known */
export function fieldLimit(field: string): number | undefined {
  return Object.hasOwn(FIELD_LIMITS, field) ? FIELD_LIMITS[field as keyof typeof FIELD_LIMITS] : undefined;
}

export function isItemField(field: string | undefined): field is ItemField {
  return (ITEM_FIELDS as readonly (string | undefined)[]).includes(field);
}
