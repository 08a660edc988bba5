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
  /** Fields in the order of the form, then the rest. */
  keys: string[];
  /** These keys are as they were when the item was added. */
  isCreation: boolean;
}

/** Writes of one save differ by their counter, at most by a moment. */
const SAME_SAVE_MS = 1000;

function formOrder(key: string): number {
  const at = (ITEM_FIELDS as readonly string[]).indexOf(key);
  return at < 0 ? ITEM_FIELDS.length : at;
}

/**
 * @param history the last change of each key
 * @param createdAt when the item was added
 * @returns the changes, newest first, those of one save together
 */
export function groupChanges(history: readonly ItemChange[], createdAt: string): ChangeGroup[] {
  const groups: ChangeGroup[] = [];
  for (const { key, at, peer } of history.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const last = groups.at(-1);
    if (last && last.peer === peer && Date.parse(last.at) - Date.parse(at) < SAME_SAVE_MS)
      last.keys.push(key);
    else {
      const isCreation = Math.abs(Date.parse(at) - Date.parse(createdAt)) < SAME_SAVE_MS;
      groups.push({ peer, at, keys: [key], isCreation });
    }
  }
  for (const group of groups) group.keys.sort((a, b) => formOrder(a) - formOrder(b));
  return groups;
}
