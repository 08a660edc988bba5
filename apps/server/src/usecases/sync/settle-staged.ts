import { decodeItem, HLC_ZERO, laterOf, latestClock } from '@brique/sync-core';
import type { WriteHandlers } from './batch-writer.js';
import { type BrakeLimit, createBrake, holdBack } from './brake.js';
import type { HeldCopy } from './held-copies.js';
import { applyBatches, type CheckedBatch } from './receive.js';
import { type Replica, storedForm } from './replica.js';
import type { ReplicaTransaction } from './replica-store.js';

/** Staged copies merged in one transaction. */
const SETTLED_AT_ONCE = 500;

/**
 * Merges what a session staged and what turned out to be within its limit, in batches; each is durable with the session's log. A
 * break leaves the rest staged: the next session with the sender, or the next start, goes on.
 */
export async function settleStaged(replica: Replica, from: string, handlers: WriteHandlers): Promise<void> {
  for (let copies = await load(); copies.length > 0; copies = await load()) {
    let batch: CheckedBatch | undefined = checkedBatch(replica, copies);
    const numbers = copies.map(({ number }) => number);
    const take = () => {
      const taken = batch;
      batch = undefined;
      return taken;
    };
    const sender = { from, session: handlers.session, brake: null };
    const group = { count: 0, applied: 0, conflicts: 0, held: 0, rejected: [] };
    const also = async (tx: ReplicaTransaction, applied: object) => {
      Object.assign(group, applied);
      await tx.held.remove(numbers);
      await handlers.inTransaction(tx, group);
    };
    await applyBatches(replica, sender, take, () => false, also);
    handlers.afterCommit(group);
  }
  if (handlers.brake !== null) handlers.brake.mustSettle = false;

  function load(): Promise<HeldCopy[]> {
    return replica.store.write((tx) => tx.held.load({ from, isStaged: true, limit: SETTLED_AT_ONCE }));
  }
}

/** Held copies as a batch that came just now; they were checked when they came. */
function checkedBatch(replica: Replica, copies: readonly HeldCopy[]): CheckedBatch {
  const items = copies.map(({ text }) => decodeItem(text));
  return {
    items: items.map((item) => replica.store.prepare(storedForm(item, replica.hash))),
    rejected: [],
    latest: items.map(latestClock).reduce(laterOf, HLC_ZERO),
  };
}

/**
 * Decides about what is staged of a sender, as at the end of its session: it waits for the owner, or it is merged now. Costs
 * nothing when nothing is staged.
 */
export async function endStaging(replica: Replica, from: string, handlers: WriteHandlers): Promise<void> {
  const { brake } = handlers;
  const { stagedFrom } = await replica.store.heldState();
  if (brake === null || !stagedFrom.includes(from)) return;
  const group = { count: 0, applied: 0, conflicts: 0, held: 0, rejected: [] };
  await replica.store.write(async (tx) => {
    group.held = (await holdBack(tx, from, brake, [], true, replica.wall.now())).held;
    await handlers.inTransaction(tx, group);
  });
  handlers.afterCommit(group);
  if (group.held > 0) replica.events.emit('held-changes', {});
  if (brake.mustSettle) await settleStaged(replica, from, handlers);
}

/** At start: decides about what a killed process left staged. */
export async function endAllStaging(replica: Replica, limit: BrakeLimit | null): Promise<void> {
  const { stagedFrom } = await replica.store.heldState();
  for (const from of stagedFrom) {
    const inTransaction = async () => undefined;
    const handlers = { session: () => null, inTransaction, afterCommit: () => undefined };
    await endStaging(replica, from, { ...handlers, brake: createBrake(limit) });
  }
}
