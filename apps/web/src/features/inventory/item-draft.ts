import { ITEM_FIELDS, OWN_FIELD_TYPES } from '@brique/shared';
import { EMPTY_ITEM, type ItemFormValues } from './item-form-values.js';
import { isBlankDraft, type OwnFieldDraft } from './own-field-values.js';

const KEY = 'brique.new-item-draft';

/** @returns the new item that was being written, null when there is none */
export function readDraft(storage: Storage): ItemFormValues | null {
  try {
    const raw: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
    if (typeof raw !== 'object' || raw === null) return null;
    const texts = Object.entries(raw).filter(
      ([field, value]) => ITEM_FIELDS.some((each) => each === field) && typeof value === 'string',
    );
    const ownFields = readOwnFields((raw as { ownFields?: unknown }).ownFields);
    const draft: ItemFormValues = { ...EMPTY_ITEM, ...Object.fromEntries(texts), ownFields };
    return isBlank(draft) ? null : draft;
  } catch {
    // Not ours, or the browser keeps nothing: there is no draft.
    return null;
  }
}

/** Keeps what is being written until it is saved; an empty form is no draft. */
export function writeDraft(storage: Storage, values: ItemFormValues): void {
  try {
    if (isBlank(values)) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify(values));
  } catch {
    // The browser keeps nothing (private window, full): then there is no draft to come back to.
  }
}

function isBlank(values: ItemFormValues): boolean {
  return ITEM_FIELDS.every((field) => values[field].trim() === '') && values.ownFields.every(isBlankDraft);
}

function readOwnFields(raw: unknown): OwnFieldDraft[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((kept: Partial<OwnFieldDraft> | null, at) => {
    const type = OWN_FIELD_TYPES.find((each) => each === kept?.type);
    if (type === undefined || typeof kept?.name !== 'string' || typeof kept.text !== 'string') return [];
    return { id: `draft-${at}`, name: kept.name, type, text: kept.text, isKept: false };
  });
}
