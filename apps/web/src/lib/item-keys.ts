import { ITEM_FIELDS, type ItemField } from '@brique/shared';

/** What a key of an item is, for words to name it. */
export type KeyKind =
  | { kind: 'field'; field: ItemField | 'photo' | 'deleted' }
  | { kind: 'document' }
  /** A value kept when two instances had changed the same; of which key. */
  | { kind: 'conflict'; of: string }
  | { kind: 'own'; name: string }
  /** Of a later version; its name would tell nobody anything. */
  | { kind: 'other' };

export function kindOfKey(key: string): KeyKind {
  if ((ITEM_FIELDS as readonly string[]).includes(key)) return { kind: 'field', field: key as ItemField };
  // Deleted for good: this too is about whether the item is there.
  if (key === 'purged') return { kind: 'field', field: 'deleted' };
  if (key === 'photo' || key === 'deleted') return { kind: 'field', field: key };
  if (key.startsWith('asset:')) return { kind: 'document' };
  const kept = /^conflict:(.+):[^:]+$/s.exec(key);
  if (kept?.[1] !== undefined) return { kind: 'conflict', of: kept[1] };
  if (key.startsWith('x:')) return { kind: 'own', name: key.slice(2) };
  return { kind: 'other' };
}
