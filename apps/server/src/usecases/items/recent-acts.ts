import { randomUUID } from 'node:crypto';
import type { Json } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';

/** What an act did to one item, as far as taking it back needs it. */
export type Done =
  /** It made the item; no other stamp is in it then. */
  | { readonly id: string; readonly created: string }
  /** It changed keys: by key what was there before (undefined when nothing was), and the stamp it gave them. */
  | { readonly id: string; readonly before: ReadonlyMap<string, Json | undefined>; readonly stamp: string };

/** Acts on many items that can still be taken back. In memory: they are gone when Brique stops. */
export interface RecentActs {
  /** @returns the act's id, null when it did nothing */
  remember(done: readonly Done[]): string | null;
  /** Hands an act out, once. @throws BriqueError `not_found` */
  take(undoId: string): readonly Done[];
}

const MAX_ACTS = 20;
/** Items of all acts together; the oldest act gives way, the latest never. */
const MAX_ITEMS = 200_000;

export function createRecentActs(): RecentActs {
  const acts = new Map<string, readonly Done[]>();
  const held = () => [...acts.values()].reduce((sum, { length }) => sum + length, 0);
  return {
    remember(done) {
      if (done.length === 0) return null;
      const undoId = randomUUID();
      acts.set(undoId, done);
      for (const [oldest] of acts) {
        if (acts.size === 1 || (acts.size <= MAX_ACTS && held() <= MAX_ITEMS)) break;
        acts.delete(oldest);
      }
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
