import { ITEM_FIELDS, type ItemChange, type ItemField } from '@brique/shared';

/** What a key of an item is, for words to name it. */
export type KeyKind =
  | { kind: 'field'; field: ItemField | 'photo' | 'deleted' }
  | { kind: 'document' }
  | { kind: 'conflict' }
  | { kind: 'own'; name: string }
  | { kind: 'other'; key: string };

export function kindOfKey(key: string): KeyKind {
  if ((ITEM_FIELDS as readonly string[]).includes(key)) return { kind: 'field', field: key as ItemField };
  if (key === 'photo' || key === 'deleted') return { kind: 'field', field: key };
  if (key.startsWith('asset:')) return { kind: 'document' };
  if (key.startsWith('conflict:')) return { kind: 'conflict' };
  if (key.startsWith('x:')) return { kind: 'own', name: key.slice(2) };
  return { kind: 'other', key };
}

/** Keys that one instance changed in one go. */
export interface ChangeGroup {
  peer: string;
  at: string;
  keys: string[];
}

/** Writes of one save differ by their counter, at most by a moment. */
const SAME_SAVE_MS = 1000;

/** @returns the changes, newest first, those of one save together */
export function groupChanges(history: readonly ItemChange[]): ChangeGroup[] {
  const groups: ChangeGroup[] = [];
  for (const { key, at, peer } of history.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const last = groups.at(-1);
    if (last && last.peer === peer && Date.parse(last.at) - Date.parse(at) < SAME_SAVE_MS)
      last.keys.push(key);
    else groups.push({ peer, at, keys: [key] });
  }
  return groups;
}
