import { LIMITS, type ServerEvents } from '@brique/shared';
import { encodeItem, lossOf, outgrown } from '@brique/sync-core';
import { emitItemsChanged } from '../events.js';
import { type Replica, storedForm } from '../sync/replica.js';
import type { ItemWrite } from '../sync/replica-store.js';
import { mergeAll } from './decide-item.js';
import { byItem } from './held-changes.js';

/** Held copies looked at in one transaction. */
const CHUNK = 500;

/**
 * Lets go of held copies that wait for nothing any more: those that our items have seen, and those that take nothing by now,
 * which are merged. So it is when the sender has taken its change back, or somebody here has done the same by hand.
 * @param ids items that changed; undefined for all
 */
export async function sweepHeld(replica: Replica, ids?: readonly string[]): Promise<void> {
  let hasChanged = false;
  for (let after = 0; ; ) {
    const step = await replica.store.write(async (tx) => {
      const query = { isStaged: false, after, limit: CHUNK, ...(ids !== undefined && { ids }) };
      const copies = await tx.held.load(query);
      const last = copies.at(-1);
      if (last === undefined) return null;
      const stored = await tx.load(copies.map(({ id }) => id));
      const writes: ItemWrite[] = [];
      const over: number[] = [];
      for (const [id, some] of byItem(copies)) {
        const local = stored.get(id);
        if (local === undefined) continue;
        let item = local.item;
        let from: string | null = null;
        for (const copy of some) {
          const merged = mergeAll(replica, item, [copy]);
          if (lossOf(local.item, merged) !== null) continue;
          if (outgrown(local.item, { item: merged, text: encodeItem(merged) }, LIMITS) !== null) continue;
          over.push(copy.number);
          from = encodeItem(merged) === copy.text ? copy.from : null;
          item = merged;
        }
        const form = storedForm(item, replica.hash);
        if (form.text === local.text) continue;
        writes.push({ ...form, replaces: local.digest, receivedFrom: from });
      }
      await tx.save(writes);
      await tx.held.remove(over);
      hasChanged ||= over.length > 0;
      return { last: last.number, written: writes.map(({ item }) => item.id) };
    });
    if (step === null) break;
    after = step.last;
    emitItemsChanged(replica.events, step.written);
  }
  if (hasChanged) replica.events.emit('held-changes', {});
}

/**
 * Sweeps whenever items change, one sweep after the other.
 * @returns a function that ends it, and resolves when no sweep runs any more
 */
export function keepSwept(
  replica: Replica,
  log: (message: string, error: unknown) => void,
): () => Promise<void> {
  let wanted: Set<string> | 'all' | null = null;
  let running: Promise<void> | null = null;
  const run = async () => {
    while (wanted !== null) {
      const ids = wanted === 'all' ? undefined : [...wanted];
      wanted = null;
      if ((await replica.store.heldState()).count > 0) await sweepHeld(replica, ids);
    }
  };
  const want = (ids: readonly string[] | undefined) => {
    wanted = ids === undefined || wanted === 'all' ? 'all' : new Set([...(wanted ?? []), ...ids]);
    running ??= run()
      .catch((error) => log('could not look through what waits for a decision', error))
      .finally(() => {
        running = null;
      });
  };
  const unsubscribe = replica.events.subscribe((name, data) => {
    if (name === 'items-changed') want((data as ServerEvents['items-changed']).ids);
  });
  return async () => {
    unsubscribe();
    wanted = null;
    await running;
  };
}
