import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HeldDecision, HeldDecisionResult, HeldGroup, HeldPage, UndoProgress } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { emitItemsChanged } from '../events.js';
import type { Done, RecentActs } from '../items/recent-acts.js';
import type { HeldCopy } from '../sync/held-copies.js';
import type { Replica } from '../sync/replica.js';
import type { ItemWrite } from '../sync/replica-store.js';
import { decideItem } from './decide-item.js';
import { heldItem } from './held-item.js';

/** Reads what waits, for the page. */
export interface HeldReader {
  groups(): Promise<HeldGroup[]>;
  /** Items of one sender, the longest held first. @param after number of the last one seen */
  items(
    from: string,
    query: { readonly limit: number; readonly after?: number },
  ): Promise<{ readonly copy: HeldCopy; readonly local: string }[]>;
  countItems(from: string): Promise<number>;
}

/** Changes from elsewhere that would take too much at once: they wait here until the owner decides. */
export interface HeldChanges {
  groups(): Promise<HeldGroup[]>;
  page(from: string, query: { readonly limit: number; readonly after?: number }): Promise<HeldPage>;
  /**
   * Merges held copies, or merges them and sets what they changed back by a new change, so that it comes back where they came
   * from. In batches: what was decided before a break stays decided. An item of which that would make one that no other instance takes
   * goes on waiting, and the others are decided.
   * @param ids items; null for all of that sender
   * @param onProgress told after each batch
   * @throws BriqueError `not_found` when nothing of that sender waits; `item_outgrown` or `item_not_kept` when nothing of it can be decided so
   */
  decide(
    from: string,
    decision: HeldDecision,
    ids: readonly string[] | null,
    onProgress?: (progress: UndoProgress) => void,
  ): Promise<HeldDecisionResult>;
}

/** Held copies decided about in one transaction. */
const CHUNK = 500;

export function createHeldChanges(replica: Replica, reader: HeldReader, acts: RecentActs): HeldChanges {
  /** @returns what it did, and the number of the last copy; null when none was left */
  const decideChunk = (
    from: string,
    decision: HeldDecision,
    ids: readonly string[] | null,
    after: number,
  ): Promise<{
    done: readonly Done[];
    decided: readonly string[];
    changed: readonly string[];
    refusal: BriqueError | null;
    last: number;
  } | null> =>
    replica.store.write(async (tx) => {
      const query = { from, isStaged: false, after, limit: CHUNK, ...(ids !== null && { ids }) };
      const copies = await tx.held.load(query);
      const last = copies.at(-1);
      if (last === undefined) return null;
      const stored = await tx.load(copies.map(({ id }) => id));
      const writes: ItemWrite[] = [];
      const done: Done[] = [];
      const decided: string[] = [];
      const over: number[] = [];
      let refusal: BriqueError | null = null;
      for (const [id, some] of byItem(copies)) {
        const local = stored.get(id);
        const outcome =
          local === undefined ? { write: null, done: null } : decideItem(replica, local, some, decision);
        if ('refusal' in outcome) {
          refusal ??= outcome.refusal;
          continue;
        }
        decided.push(id);
        over.push(...some.map(({ number }) => number));
        if (outcome.write !== null) writes.push(outcome.write);
        if (outcome.done !== null) done.push(outcome.done);
      }
      await tx.save(writes, { from, session: null });
      await tx.held.remove(over);
      const changed = writes.map(({ item }) => item.id);
      return { done, changed, decided, refusal, last: last.number };
    });

  return {
    groups: () => reader.groups(),

    async page(from, { limit, ...query }) {
      const rows = await reader.items(from, { ...query, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const nextCursor = rows.length > limit && last !== undefined ? String(last.copy.number) : null;
      return { items: shown.map(({ copy, local }) => heldItem(copy, local)), nextCursor };
    },

    async decide(from, decision, ids, onProgress) {
      const total = ids?.length ?? (await reader.countItems(from));
      const done: Done[] = [];
      const decided = new Set<string>();
      let refusal: BriqueError | null = null;
      for (let after = 0; ; ) {
        onProgress?.({ done: decided.size, total });
        const chunk = await decideChunk(from, decision, ids, after);
        if (chunk === null) break;
        after = chunk.last;
        for (const id of chunk.decided) decided.add(id);
        done.push(...chunk.done);
        refusal ??= chunk.refusal;
        // Not named as from there: what was rejected is to be told to whom it came from.
        emitItemsChanged(replica.events, chunk.changed, decision === 'accept' ? from : undefined);
        await nextTurn();
      }
      if (decided.size === 0 && refusal !== null) throw refusal;
      if (decided.size === 0) {
        throw new BriqueError(
          'not_found',
          'Nothing of this waits any more: it was decided, or settled otherwise.',
        );
      }
      replica.events.emit('held-changes', {});
      return { decided: decided.size, undoId: acts.remember(done) };
    },
  };
}

export function byItem(copies: readonly HeldCopy[]): Map<string, HeldCopy[]> {
  const items = new Map<string, HeldCopy[]>();
  for (const copy of copies) items.set(copy.id, [...(items.get(copy.id) ?? []), copy]);
  return items;
}
