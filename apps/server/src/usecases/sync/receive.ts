import { setImmediate as nextTurn } from 'node:timers/promises';
import { LIMITS } from '@brique/shared';
import { checkItem, merge, type ReplicatedItem, settle } from '@brique/sync-core';
import { emitItemsChanged } from '../events.js';
import type { Replica } from './replica.js';
import { storedForm } from './replica.js';
import type { ItemWrite, ReplicaTransaction, StoredItem } from './replica-store.js';

export interface Rejection {
  readonly id: string;
  readonly code: string;
}

/** Items from elsewhere, checked whole before anything is stored. */
export interface CheckedBatch {
  readonly items: readonly StoredItem[];
  readonly rejected: readonly Rejection[];
}

/** Items checked in one turn of the event loop, about 1 ms: the page is answered, and the last batch written, in between. */
const CHECKED_AT_ONCE = 40;

/** What a batch did here. */
export interface Applied {
  /** Items changed here. */
  readonly applied: number;
  /** Items in which a conflict was found that nobody had recorded. */
  readonly conflicts: number;
}

/**
 * Checks documents as they came.
 * @param lines one item's JSON each
 * @returns the good ones, and why each other was refused; a refused item never blocks its neighbours
 */
export async function checkDocuments(lines: readonly string[], replica: Replica): Promise<CheckedBatch> {
  const items: StoredItem[] = [];
  const rejected: Rejection[] = [];
  const now = replica.wall.now();
  for (const [i, line] of lines.entries()) {
    if (i > 0 && i % CHECKED_AT_ONCE === 0) await nextTurn();
    if (Buffer.byteLength(line) > LIMITS.itemBytes) {
      rejected.push({ id: '', code: 'item_too_large' });
      continue;
    }
    const checked = checkItem(parseJson(line), now, LIMITS);
    if (checked.ok) items.push(storedForm(checked.item, replica.hash));
    else rejected.push({ id: checked.id, code: checked.code });
  }
  return { items, rejected };
}

/**
 * Merges checked items into ours in one transaction, together with what must be durable with them.
 *
 * Invariants:
 * 1. An item we do not have is stored as it came; one we have is merged, and a conflict found is written into it.
 * 2. An item that the merge leaves as it is here is not written and does not move in the feed; so a batch that comes
 *    twice changes nothing the second time.
 * 3. An item whose copy is now theirs byte for byte is marked received from them, and not sent back.
 * @param from instance id of the sender
 * @param also writes of the same transaction: the cursor that came with the batch, the session's log
 */
export async function applyDocuments(
  replica: Replica,
  from: string,
  items: readonly StoredItem[],
  also: (tx: ReplicaTransaction, applied: Applied) => Promise<void>,
): Promise<Applied> {
  const changed: string[] = [];
  const result = await replica.store.write(async (tx) => {
    const stored = await tx.load(items.map(({ item }) => item.id));
    const writes = new Map<string, ItemWrite>();
    const conflicted = new Set<string>();
    for (const incoming of items) {
      const { id } = incoming.item;
      const local = writes.get(id) ?? stored.get(id);
      const replaces = stored.get(id)?.digest ?? null;
      replica.clock.observe(incoming.item);
      if (local === undefined) {
        writes.set(id, { ...incoming, replaces, receivedFrom: from });
        continue;
      }
      const { merged, foundConflict } = mergeInto(replica, local, incoming);
      if (foundConflict) conflicted.add(id);
      if (merged === local) continue;
      writes.set(id, { ...merged, replaces, receivedFrom: merged.text === incoming.text ? from : null });
    }
    await tx.save([...writes.values()]);
    const applied = { applied: writes.size, conflicts: conflicted.size };
    await also(tx, applied);
    changed.push(...writes.keys());
    return applied;
  });
  emitItemsChanged(replica.events, changed, from);
  return result;
}

function mergeInto(
  replica: Replica,
  local: StoredItem,
  incoming: StoredItem,
): { merged: StoredItem; foundConflict: boolean } {
  if (local.text === incoming.text) return { merged: local, foundConflict: false };
  const outcome = merge(local.item, incoming.item);
  const settled: ReplicatedItem = settle(outcome, () => replica.clock.stamp(outcome.item));
  const merged = storedForm(settled, replica.hash);
  return {
    merged: merged.text === local.text ? local : merged,
    foundConflict: settled !== outcome.item,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // checkItem answers for it: malformed.
    return undefined;
  }
}
