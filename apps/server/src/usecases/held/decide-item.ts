import { type HeldDecision, LIMITS } from '@brique/shared';
import {
  decodeItem,
  encodeItem,
  isPurged,
  latestClock,
  merge,
  outgrown,
  type ReplicatedItem,
  refuse,
  settle,
} from '@brique/sync-core';
import type { BriqueError } from '../brique-error.js';
import { changeDone, type Done } from '../items/recent-acts.js';
import type { HeldCopy } from '../sync/held-copies.js';
import { notKeptError, outgrownError } from '../sync/own-write.js';
import { type Replica, storedForm } from '../sync/replica.js';
import type { ItemWrite, StoredItem } from '../sync/replica-store.js';

/**
 * What a decision makes of one item: its held copies are merged as any others would be, and when they are refused, a new change
 * sets back what that changed.
 * @param copies of this item, in the order in which they came
 * @returns what to store, null when that changes nothing, and what an undo needs, null when it cannot be taken back; or, when no other
 * instance would take what this makes of the item, why that cannot be decided
 */
export function decideItem(
  replica: Replica,
  local: StoredItem,
  copies: readonly HeldCopy[],
  decision: HeldDecision,
): { write: ItemWrite | null; done: Done | null } | { refusal: BriqueError } {
  const { clock, hash } = replica;
  const merged = mergeAll(replica, local.item, copies);
  const asMerged = { item: merged, text: encodeItem(merged) };
  if (outgrown(local.item, asMerged, LIMITS) !== null) {
    // Refused as a session would refuse it: ours stays as it is.
    if (decision === 'reject') return { write: null, done: null };
    return { refusal: outgrownError(merged) };
  }
  if (decision === 'reject') {
    const stamp = clock.stamp(merged);
    const refused = refuse(merged, local.item, stamp);
    if (refused !== merged) {
      const form = storedForm(refused, hash);
      if (outgrown(merged, form, LIMITS) !== null) return { refusal: notKeptError(local.item) };
      const write = { ...form, replaces: local.digest, receivedFrom: null };
      // What is gone for good cannot be put back into that state by an undo.
      return { write, done: isPurged(merged) ? null : changeDone(merged, refused, stamp) };
    }
  }
  const form = storedForm(merged, hash);
  if (form.text === local.text) return { write: null, done: null };
  const theirs = copies.find(({ text }) => text === form.text);
  return {
    write: { ...form, replaces: local.digest, receivedFrom: theirs?.from ?? null },
    done: isPurged(merged) ? null : mergeDone(local.item, merged),
  };
}

/** Our copy with held ones merged, conflicts noted. */
export function mergeAll(
  replica: Replica,
  local: ReplicatedItem,
  copies: readonly HeldCopy[],
): ReplicatedItem {
  let merged = local;
  for (const { text } of copies) {
    const incoming = decodeItem(text);
    replica.clock.observe(latestClock(incoming));
    const outcome = merge(merged, incoming);
    merged = settle(outcome, () => replica.clock.stamp(outcome.item));
  }
  return merged;
}

/** What a merge did to an item, as taking it back needs it. */
function mergeDone(before: ReplicatedItem, after: ReplicatedItem): Done {
  const changed = [...after.keys].filter(([key, { stamp }]) => before.keys.get(key)?.stamp !== stamp);
  const keys = changed
    // What was noted of conflicts stays: nobody wrote it.
    .filter(([key]) => !key.startsWith('conflict:'))
    .map(([key, { stamp }]) => [key, { value: before.keys.get(key)?.value, stamp }] as const);
  return { id: after.id, before: new Map(keys) };
}
