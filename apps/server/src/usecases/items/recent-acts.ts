import { randomUUID } from 'node:crypto';
import type { KeyBefore, ReplicatedItem, Stamp } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';

/** What an act did to one item, as far as taking it back needs it. */
export type Done =
  /** It made the item; no stamp in it is later than this then. */
  | { readonly id: string; readonly created: Stamp }
  /** It changed keys: see takeBack. */
  | { readonly id: string; readonly before: ReadonlyMap<string, KeyBefore> };

/** What a change of an item did. @param stamp of the change */
export function changeDone(before: ReplicatedItem, after: ReplicatedItem, stamp: Stamp) {
  const changed = [...after.keys].filter(([, entry]) => entry.stamp === stamp);
  const keys = changed.map(([key]): [string, KeyBefore] => [
    key,
    { value: before.keys.get(key)?.value, stamp },
  ]);
  return { id: after.id, before: new Map(keys) };
}

/** What an act did to an item that it touched before: taking it back leads behind both. */
export function thenChanged(earlier: Done, { id, before }: ReturnType<typeof changeDone>): Done {
  const [first] = before.values();
  if ('created' in earlier) return { id, created: first?.stamp ?? earlier.created };
  const merged = new Map(earlier.before);
  for (const [key, { value, stamp }] of before) {
    const known = earlier.before.get(key);
    merged.set(key, { value: known === undefined ? value : known.value, stamp });
  }
  return { id, before: merged };
}

/** Acts on many items that can still be taken back. In memory: they are gone when Brique stops. */
export interface RecentActs {
  /** @returns the act's id, null when it did nothing */
  remember(done: readonly Done[]): string | null;
  /** Hands an act out, once. @throws BriqueError `not_found` */
  take(undoId: string): readonly Done[];
  /** Takes one again that could not be taken back. */
  keep(undoId: string, done: readonly Done[]): void;
}

const MAX_ACTS = 20;
/** Items of all acts together; the oldest act gives way, the latest never. */
const MAX_ITEMS = 200_000;

export function createRecentActs(): RecentActs {
  const acts = new Map<string, readonly Done[]>();
  const held = () => [...acts.values()].reduce((sum, { length }) => sum + length, 0);
  const keep = (undoId: string, done: readonly Done[]) => {
    acts.set(undoId, done);
    for (const [oldest] of acts) {
      if (acts.size === 1 || (acts.size <= MAX_ACTS && held() <= MAX_ITEMS)) break;
      acts.delete(oldest);
    }
  };
  return {
    keep,
    remember(done) {
      if (done.length === 0) return null;
      const undoId = randomUUID();
      keep(undoId, done);
      return undoId;
    },
    take(undoId) {
      const done = acts.get(undoId);
      if (done === undefined) {
        throw new BriqueError(
          'not_found',
          'This can no longer be taken back: it was undone already, or too much has been done since.',
        );
      }
      acts.delete(undoId);
      return done;
    },
  };
}
