import { hash } from 'node:crypto';
import { type Digest, decodeItem, digestOf, encodeItem } from '@brique/sync-core';
import { preparedRow } from './item-rows.js';

/** What SQLite keeps in a column of items. */
export type Value = string | number | null;

export const sha256 = (text: string) => hash('sha256', text, 'hex');

/**
 * @param row an item as it is kept
 * @returns the columns that follow from its document, by the functions that writes use; null when that cannot be read
 */
export function derivedRow(row: {
  id: unknown;
  doc: unknown;
}): { values: Value[]; json: string; digest: Digest } | null {
  try {
    const item = decodeItem(String(row.doc));
    if (item.id !== row.id || item.keys.size === 0) return null;
    const text = encodeItem(item);
    const digest = digestOf(text, sha256);
    const json = `[${preparedRow({ item, text, digest })}]`;
    return { values: JSON.parse(json), json, digest };
  } catch {
    return null;
  }
}
