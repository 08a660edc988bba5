import { setImmediate as nextTurn } from 'node:timers/promises';
import { LIMITS } from '@brique/shared';
import {
  checkItem,
  decodeItem,
  HLC_ZERO,
  type Hlc,
  laterOf,
  lossOf,
  merge,
  outgrown,
  type ReplicatedItem,
  settle,
  tooLarge,
  UNCOUNTED_BYTES,
} from '@brique/sync-core';
import { emitItemsChanged } from '../events.js';
import { type Brake, holdBack, type LossyCopy } from './brake.js';
import type { Replica } from './replica.js';
import { storedForm } from './replica.js';
import type {
  ItemWrite,
  PreparedItem,
  PreparedWrite,
  ReplicaTransaction,
  StoredItem,
} from './replica-store.js';
import type { SessionRecord } from './session-record.js';

export interface Rejection {
  readonly id: string;
  readonly code: string;
}

/** Items from elsewhere, checked whole before anything is stored. */
export interface CheckedBatch {
  readonly items: readonly PreparedItem[];
  readonly rejected: readonly Rejection[];
  /** The latest time in its items. */
  readonly latest: Hlc;
}

/** Items checked in one turn of the event loop, half a millisecond: the page is answered, and the last batch written, in between. */
const CHECKED_AT_ONCE = 20;

/** Who sends batches, and the session that brings them, asked for each: a session may end before its batches do. */
export interface Sender {
  /** Instance id. */
  readonly from: string;
  /** null outside of any session, or when it is over. */
  session(): SessionRecord | null;
  /** What keeps it from taking too much at once; null for the owner's own writes. */
  readonly brake: Brake | null;
}

/** What a batch did here. */
export interface Applied {
  /** Items changed here. */
  readonly applied: number;
  /** Items in which a conflict was found that nobody had recorded. */
  readonly conflicts: number;
  /** Items whose change waits for the owner. */
  readonly held: number;
  /** Items that together with ours would be too large for any instance: both stay as they are. */
  readonly rejected: readonly Rejection[];
}

/**
 * Checks documents as they came, and prepares them to be stored.
 * @param lines one item's JSON each
 * @returns the good ones, and why each other was refused; a refused item never blocks its neighbours
 */
export async function checkDocuments(lines: readonly string[], replica: Replica): Promise<CheckedBatch> {
  const items: PreparedItem[] = [];
  const rejected: Rejection[] = [];
  let latest = HLC_ZERO;
  const now = replica.wall.now();
  for (const [i, line] of lines.entries()) {
    if (i > 0 && i % CHECKED_AT_ONCE === 0) await nextTurn();
    if (Buffer.byteLength(line) > LIMITS.itemBytes + UNCOUNTED_BYTES) {
      rejected.push({ id: '', code: 'item_too_large' });
      continue;
    }
    const checked = checkItem(parseJson(line), now, LIMITS);
    if (!checked.ok) {
      rejected.push({ id: checked.id, code: checked.code });
      continue;
    }
    const form = storedForm(checked.item, replica.hash);
    const size = tooLarge(form.item, form.text, LIMITS);
    if (size !== null) {
      rejected.push({ id: form.item.id, code: size });
      continue;
    }
    items.push(replica.store.prepare(form));
    latest = laterOf(latest, checked.latest);
  }
  return { items, rejected, latest };
}

/**
 * Merges checked batches into ours in one transaction, together with what must be durable with them.
 *
 * Invariants:
 * 1. An item we do not have is stored as it came; one we have is merged, and a conflict found is written into it.
 * 2. An item that the merge leaves as it is here is not written and does not move in the feed; so a batch that comes
 *    twice changes nothing the second time.
 * 3. An item whose copy is now theirs byte for byte is marked received from them, and not sent back.
 * 4. A copy that would make an item here larger than any instance takes is refused, as it would be there.
 * 5. A copy that would take something from an item here is merged only if the session's brake lets it (brake.ts).
 * @param next gives the batches one after the other, as long as the transaction is to take more in
 * @param ends whether the session has sent everything; asked when no batch is left
 * @param also writes of the same transaction: the cursor that came with the batches, the session's log
 */
export async function applyBatches(
  replica: Replica,
  sender: Sender,
  next: () => CheckedBatch | undefined,
  ends: () => boolean,
  also: (tx: ReplicaTransaction, applied: Applied) => Promise<void>,
): Promise<Applied> {
  const changed: string[] = [];
  const rejected: Rejection[] = [];
  const { brake } = sender;
  const result = await replica.store.write(async (tx) => {
    let conflicts = 0;
    const apply = async (batch: Pick<CheckedBatch, 'items' | 'latest'>, lossy: LossyCopy[] | null) => {
      const done = await applyBatch(replica, sender, batch, tx, lossy);
      for (const id of done.changed) changed.push(id);
      conflicts += done.conflicts;
      rejected.push(...done.rejected);
    };
    const lossy: LossyCopy[] = [];
    for (let batch = next(); batch !== undefined; batch = next()) {
      await apply(batch, brake === null || brake.limit === null ? null : lossy);
    }
    let held = 0;
    if (brake !== null && (lossy.length > 0 || ends())) {
      const back = await holdBack(tx, sender.from, brake, lossy, ends(), replica.wall.now());
      held = back.held;
      if (back.merge.length > 0) await apply({ items: back.merge, latest: HLC_ZERO }, null);
    }
    const applied = { applied: new Set(changed).size, conflicts, held, rejected };
    await also(tx, applied);
    return applied;
  });
  emitItemsChanged(replica.events, changed, sender.from);
  if (result.held > 0) replica.events.emit('held-changes', {});
  return result;
}

/** @param lossy takes the copies that would take something from an item here; null: they are merged like the others */
async function applyBatch(
  replica: Replica,
  sender: Sender,
  { items, latest }: Pick<CheckedBatch, 'items' | 'latest'>,
  tx: ReplicaTransaction,
  lossy: LossyCopy[] | null,
): Promise<Pick<Applied, 'conflicts' | 'rejected'> & { changed: Iterable<string> }> {
  const stored = await tx.load(items.map(({ id }) => id));
  const writes = new Map<string, ItemWrite | PreparedWrite>();
  const conflicted = new Set<string>();
  const rejected: Rejection[] = [];
  replica.clock.observe(latest);
  for (const incoming of items) {
    const { id } = incoming;
    const local = writes.get(id) ?? stored.get(id);
    const replaces = stored.get(id)?.digest ?? null;
    if (local === undefined) {
      writes.set(id, { ...incoming, replaces, receivedFrom: sender.from });
      if (sender.brake !== null) sender.brake.created += 1;
      continue;
    }
    const { merged, item, foundConflict } = mergeInto(replica, local, incoming);
    if (merged === local) continue;
    const why = outgrown(itemOf(local), { item, text: merged.text }, LIMITS);
    if (why !== null) {
      rejected.push({ id, code: why });
      continue;
    }
    if (lossy !== null) {
      const loss = lossOf(itemOf(local), item);
      if (loss !== null) {
        lossy.push({ copy: incoming, loss });
        continue;
      }
    }
    if (foundConflict) conflicted.add(id);
    writes.set(id, { ...merged, replaces, receivedFrom: merged === incoming ? sender.from : null });
  }
  await tx.save([...writes.values()], { from: sender.from, session: sender.session() });
  return { changed: writes.keys(), conflicts: conflicted.size, rejected };
}

/** @returns `merged` is one of the two copies themselves when the merge comes to what it says; `item` is what it says */
function mergeInto(
  replica: Replica,
  local: StoredItem | PreparedItem,
  incoming: PreparedItem,
): { merged: StoredItem | PreparedItem; item: ReplicatedItem; foundConflict: boolean } {
  if (local.text === incoming.text) return { merged: local, item: itemOf(local), foundConflict: false };
  const outcome = merge(itemOf(local), itemOf(incoming));
  const settled: ReplicatedItem = settle(outcome, () => replica.clock.stamp(outcome.item));
  const merged = storedForm(settled, replica.hash);
  const same = [local, incoming].find(({ text }) => text === merged.text);
  return { merged: same ?? merged, item: settled, foundConflict: settled !== outcome.item };
}

/** A prepared item is read again from its text: on first contact none is, and otherwise few of a batch. */
function itemOf(copy: StoredItem | PreparedItem): ReplicatedItem {
  return 'item' in copy ? copy.item : decodeItem(copy.text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // checkItem answers for it: malformed.
    return undefined;
  }
}
