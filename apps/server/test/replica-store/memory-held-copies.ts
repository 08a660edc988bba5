import { updateFingerprint } from '@brique/sync-core';
import type { HeldCopies, HeldCopy, HeldState } from '../../src/usecases/sync/held-copies.js';
import type { Draft, MemoryState } from './memory-state.js';

/** The held copies of a memory transaction. */
export function memoryHeldCopies(draft: Draft, io: () => Promise<void>): HeldCopies {
  return {
    async load({ ids, from, isStaged, after = 0, limit = Infinity }) {
      await io();
      const found = draft.heldCopies.filter(
        (copy) =>
          (ids === undefined || ids.includes(copy.id)) &&
          (from === undefined || copy.from === from) &&
          (isStaged === undefined || copy.isStaged === isStaged) &&
          copy.number > after,
      );
      return found.slice(0, limit);
    },
    async add(copies) {
      await io();
      const added = copies.map((copy, i) => ({ ...copy, number: draft.lastHeld + 1 + i }));
      draft.heldCopies = [...draft.heldCopies, ...added];
      draft.lastHeld += copies.length;
    },
    async remove(numbers) {
      await io();
      draft.heldCopies = draft.heldCopies.filter(({ number }) => !numbers.includes(number));
    },
    async countStaged(from) {
      await io();
      const staged = draft.heldCopies.filter((copy) => copy.isStaged && copy.from === from);
      return new Set(staged.map(({ id }) => id)).size;
    },
    async keepStaged(from) {
      await io();
      draft.heldCopies = draft.heldCopies.map((copy) =>
        copy.from === from ? { ...copy, isStaged: false } : copy,
      );
    },
  };
}

export function heldStateOf({ heldCopies, items, fingerprint }: MemoryState): HeldState {
  const latest = new Map(heldCopies.map((copy) => [copy.id, copy]));
  const pairs = [...latest.values()].flatMap((copy) => {
    const item = items.get(copy.id);
    return item === undefined ? [] : [{ ours: item.digest, theirs: copy.digest }];
  });
  const accepted = updateFingerprint(
    fingerprint,
    pairs.map(({ ours }) => ours),
    pairs.map(({ theirs }) => theirs),
  );
  return {
    count: pairs.length,
    waitingFrom: countBySender(heldCopies.filter(({ isStaged }) => !isStaged)),
    stagedFrom: [...new Set(heldCopies.filter(({ isStaged }) => isStaged).map(({ from }) => from))],
    accepted: pairs.length === 0 ? null : accepted,
  };
}

function countBySender(copies: readonly HeldCopy[]): Map<string, number> {
  const ids = new Map<string, Set<string>>();
  for (const { from, id } of copies) ids.set(from, new Set(ids.get(from)).add(id));
  return new Map([...ids].map(([from, items]) => [from, items.size]));
}
