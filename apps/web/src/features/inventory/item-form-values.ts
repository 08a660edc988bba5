import { ITEM_FIELDS, type ItemDetail, type ItemField, type ItemInput } from '@brique/shared';
import { changedOwnFields, draftsFrom, type OwnFieldDraft } from './own-field-values.js';

/** A form holds text only; an empty purchase date is no date. */
export type ItemFormValues = Record<ItemField, string> & { ownFields: OwnFieldDraft[] };

export const EMPTY_ITEM: ItemFormValues = {
  name: '',
  category: '',
  brand: '',
  model: '',
  serialNumber: '',
  purchaseDate: '',
  notes: '',
  ownFields: [],
};

export function formValuesFrom(item: ItemDetail): ItemFormValues {
  const { name, category, brand, model, serialNumber, purchaseDate, notes } = item;
  const texts = { name, category, brand, model, serialNumber, purchaseDate: purchaseDate ?? '', notes };
  return { ...texts, ownFields: draftsFrom(item.ownFields) };
}

function inputValue(field: ItemField, value: string): string | null {
  return field === 'purchaseDate' && value === '' ? null : value;
}

/** @returns what `POST /items` takes: the name and every other field that is filled in */
export function createInput(values: ItemFormValues): ItemInput {
  const filled = ITEM_FIELDS.filter((field) => values[field].trim() !== '');
  const texts = { name: values.name, ...Object.fromEntries(filled.map((field) => [field, values[field]])) };
  return { ...texts, ...ownFieldsPart([], values.ownFields) };
}

/** @returns what `PATCH /items/:id` takes: the fields that differ from those the form began with */
export function changedInput(initial: ItemFormValues, values: ItemFormValues): Partial<ItemInput> {
  const changed = ITEM_FIELDS.filter((field) => values[field] !== initial[field]);
  const texts = Object.fromEntries(changed.map((field) => [field, inputValue(field, values[field])]));
  return { ...texts, ...ownFieldsPart(initial.ownFields, values.ownFields) };
}

function ownFieldsPart(
  initial: readonly OwnFieldDraft[],
  drafts: readonly OwnFieldDraft[],
): Pick<ItemInput, 'ownFields'> {
  const ownFields = changedOwnFields(initial, drafts);
  return Object.keys(ownFields).length > 0 ? { ownFields } : {};
}

/** What one item after the other often has in common, to begin the next one with. */
export function nextItemFrom({ category, brand }: ItemFormValues): ItemFormValues {
  return { ...EMPTY_ITEM, category, brand };
}
