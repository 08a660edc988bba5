import { ITEM_FIELDS, type ItemChange, type ItemDetail } from '@brique/shared';
import { type KeyKind, kindOfKey } from '../../lib/item-keys.js';

/** One thing that was done; several may have been done in one go. */
export type Deed =
  | { did: 'added' | 'imported' | 'trashed' | 'untrashed' }
  /** A merge found it deleted on one side and changed on the other, and kept it. */
  | { did: 'savedFromTrash' }
  /** `emptied` fields stand empty, `removed` ones are gone; `kept` and `settled` are about the values of a conflict. */
  | { did: 'changed' | 'emptied' | 'removed' | 'kept' | 'settled'; keys: string[] };

/** What one instance did in one go. */
export interface ChangeGroup {
  /** Instance id, or its first characters. */
  peer: string;
  at: string;
  deeds: Deed[];
}

type History = Pick<ItemDetail, 'history' | 'createdAt' | 'originPeerId' | 'deletedAt'>;

/** Writes of one save differ by their counter, at most by a moment. */
const SAME_SAVE_MS = 1000;

/**
 * The history of an item as people tell it: what one instance did at one time is one entry. The server keeps the last change of each
 * key, so that is what can be told, and who made the item.
 * @returns newest first
 */
export function tellHistory(item: History): ChangeGroup[] {
  const gathered: { peer: string; at: string; isFirst: boolean; changes: ItemChange[] }[] = [];
  for (const change of item.history.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const { peer, at, isFirst } = change;
    const last = gathered.at(-1);
    const isSameSave =
      last?.peer === peer && last.isFirst === isFirst && Date.parse(last.at) - Date.parse(at) < SAME_SAVE_MS;
    if (isSameSave) last.changes.push(change);
    else gathered.push({ peer, at, isFirst, changes: [change] });
  }
  const told = gathered.map(({ peer, at, isFirst, changes }) => {
    if (!isFirst) return { peer, at, deeds: deedsOf(changes, item.deletedAt !== null) };
    const isMaker = item.originPeerId.startsWith(peer);
    return { peer, at, deeds: [{ did: isMaker ? 'added' : 'imported' } as const] };
  });
  const isMakingTold = told.some(({ deeds }) => deeds[0]?.did === 'added');
  if (isMakingTold || item.originPeerId === '') return told;
  return [...told, { peer: item.originPeerId, at: item.createdAt, deeds: [{ did: 'added' }] }];
}

function deedsOf(changes: readonly ItemChange[], isDeleted: boolean): Deed[] {
  const keysOf = (isOne: (kind: KeyKind, change: ItemChange) => boolean) =>
    changes.filter((change) => isOne(kindOfKey(change.key), change)).map(({ key }) => key);
  const conflicts = (isEmpty: boolean) =>
    keysOf((kind, change) => kind.kind === 'conflict' && change.isEmpty === isEmpty).map(ofConflict);
  const kept = conflicts(false);
  const isPlain = ({ kind }: KeyKind, key: string) => kind !== 'conflict' && key !== 'deleted';
  const some = (did: 'changed' | 'emptied' | 'removed' | 'kept' | 'settled', keys: string[]): Deed[] =>
    keys.length > 0 ? [{ did, keys: [...new Set(keys)].sort(inFormOrder) }] : [];
  const presence = changes.some(({ key }) => key === 'deleted');
  return [
    ...some(
      'changed',
      keysOf((kind, { key, isEmpty }) => isPlain(kind, key) && !isEmpty),
    ),
    ...some(
      'emptied',
      keysOf((kind, { key, isEmpty }) => isPlain(kind, key) && isEmpty && kind.kind === 'field'),
    ),
    ...some(
      'removed',
      keysOf((kind, { key, isEmpty }) => isPlain(kind, key) && isEmpty && kind.kind !== 'field'),
    ),
    ...some(
      'kept',
      kept.filter((key) => key !== 'deleted'),
    ),
    ...(kept.includes('deleted') ? [{ did: 'savedFromTrash' } as const] : []),
    ...some('settled', conflicts(true)),
    ...(presence && !kept.includes('deleted') ? [{ did: isDeleted ? 'trashed' : 'untrashed' } as const] : []),
  ];
}

function ofConflict(key: string): string {
  const kind = kindOfKey(key);
  return kind.kind === 'conflict' ? kind.of : key;
}

/** Fields in the order of the form, then the rest by name. */
function inFormOrder(a: string, b: string): number {
  const place = (key: string) => {
    const at = (ITEM_FIELDS as readonly string[]).indexOf(key);
    return at < 0 ? ITEM_FIELDS.length : at;
  };
  return place(a) - place(b) || a.localeCompare(b);
}
