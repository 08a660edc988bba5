import { compareVersions, decodeItem, type Loss } from '@brique/sync-core';
import type { HeldCopy } from './held-copies.js';
import type { PreparedItem, ReplicaTransaction } from './replica-store.js';

/** What a session may take from the items here without asking: it must be above both to be held. */
export interface BrakeLimit {
  /** Items that it deletes or overwrites. */
  readonly items: number;
  /** Of a hundred items that are here. */
  readonly percent: number;
}

/** The brake of one session: how much the session has taken so far. */
export interface Brake {
  /** null: everything is merged at once. */
  readonly limit: BrakeLimit | null;
  /** Items that it took something from, or would have. */
  losses: number;
  /** Items that it made here; they are not counted among those that it may take from. */
  created: number;
  /** What it staged is within the limit and has to be merged now. */
  mustSettle: boolean;
}

export function createBrake(limit: BrakeLimit | null): Brake {
  return { limit, losses: 0, created: 0, mustSettle: false };
}

/** An incoming copy that would take something from an item here. */
export interface LossyCopy {
  readonly copy: PreparedItem;
  readonly loss: Loss;
}

/** What becomes of lossy copies. */
export interface HeldBack {
  /** To be merged now. */
  readonly merge: readonly PreparedItem[];
  /** Items that wait for the owner, those of earlier transactions included when it is decided now. */
  readonly held: number;
}

/**
 * Decides about the lossy copies of one transaction (docs/decisions, "a brake on mass changes").
 *
 * Invariants:
 * 1. Whether a session goes too far is known at its end only: until then its lossy copies are staged, durable with the cursor
 *    that says they have come, so that no part of what is held has been merged before.
 * 2. A stream that is here whole within the limit is merged in the same transaction: nothing is staged.
 * 3. A new copy of an item that is held is held as well, however few come with it; otherwise a mass change would pass item by item.
 * 4. Of one item and sender only copies are kept that none of the others has seen.
 * @param from instance id of the sender
 * @param ends whether the session has sent everything
 */
export async function holdBack(
  tx: ReplicaTransaction,
  from: string,
  brake: Brake,
  copies: readonly LossyCopy[],
  ends: boolean,
  now: number,
): Promise<HeldBack> {
  const there = copies.length === 0 ? [] : await tx.held.load({ ids: copies.map(({ copy }) => copy.id) });
  const waiting = new Set(there.filter(({ isStaged }) => !isStaged).map(({ id }) => id));
  const put = (some: readonly LossyCopy[], isStaged: boolean) =>
    putAside(
      tx,
      there.filter((row) => !row.isStaged || row.from === from),
      some.map(({ copy, loss }) => ({ ...pick(copy), from, loss, isStaged, at: now })),
    );
  const joining = copies.filter(({ copy }) => waiting.has(copy.id));
  const others = copies.filter(({ copy }) => !waiting.has(copy.id));
  let held = await put(joining, false);
  if (!ends) {
    await put(others, true);
    return { merge: [], held };
  }
  const staged = await tx.held.countStaged(from);
  const known = new Set(there.filter((row) => row.isStaged && row.from === from).map(({ id }) => id));
  const added = new Set(others.map(({ copy }) => copy.id).filter((id) => !known.has(id)));
  brake.losses += staged + added.size;
  if (await isTooMuch(tx, brake)) {
    await put(others, false);
    await tx.held.keepStaged(from);
    held += staged + added.size;
    return { merge: [], held };
  }
  if (staged === 0) return { merge: others.map(({ copy }) => copy), held };
  await put(others, true);
  brake.mustSettle = true;
  return { merge: [], held };
}

async function isTooMuch(tx: ReplicaTransaction, { limit, losses, created }: Brake): Promise<boolean> {
  if (limit === null || losses <= limit.items) return false;
  // With so many items here it is not too much; how many more there are does not matter.
  const enough = Math.ceil((losses * 100) / limit.percent) + created;
  return (await tx.countShown(enough)) < enough;
}

type NewCopy = Omit<HeldCopy, 'number'>;

/** @param there what is held of the same items @returns how many were put aside */
async function putAside(
  tx: ReplicaTransaction,
  there: readonly HeldCopy[],
  copies: readonly NewCopy[],
): Promise<number> {
  const kept = new Map<string, readonly (NewCopy | HeldCopy)[]>();
  for (const row of there) kept.set(row.id, [...(kept.get(row.id) ?? []), row]);
  for (const copy of copies) {
    const others = kept.get(copy.id) ?? [];
    if (others.some((other) => holdsAll(other, copy))) continue;
    kept.set(copy.id, [...others.filter((other) => !holdsAll(copy, other)), copy]);
  }
  const left = [...kept.values()].flat();
  const numbers = new Set(left.map((row) => ('number' in row ? row.number : null)));
  const added = left.filter((row) => !('number' in row));
  await tx.held.remove(there.map(({ number }) => number).filter((number) => !numbers.has(number)));
  await tx.held.add(added);
  return added.length;
}

/** Whether one copy has seen all of another. */
function holdsAll(one: { readonly text: string }, other: { readonly text: string }): boolean {
  if (one.text === other.text) return true;
  return compareVersions(decodeItem(one.text).versions, decodeItem(other.text).versions) === 'after';
}

function pick({ id, text, digest }: PreparedItem) {
  return { id, text, digest };
}
