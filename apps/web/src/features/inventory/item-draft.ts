import { ITEM_FIELDS } from '@brique/shared';
import { EMPTY_ITEM, type ItemFormValues } from './item-form-values.js';

const KEY = 'brique.new-item-draft';

/** @returns the new item that was being written, null when there is none */
export function readDraft(storage: Storage): ItemFormValues | null {
  try {
    const raw: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
    if (typeof raw !== 'object' || raw === null) return null;
    const texts = Object.entries(raw).filter(
      ([field, value]) => ITEM_FIELDS.some((each) => each === field) && typeof value === 'string',
    );
    const draft: ItemFormValues = { ...EMPTY_ITEM, ...Object.fromEntries(texts) };
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
  return ITEM_FIELDS.every((field) => values[field].trim() === '');
}
