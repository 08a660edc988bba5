import {
  canonicalJson,
  decodeItem,
  hasSeen,
  isConflictKey,
  type Json,
  PURGED,
  purgeCount,
  replicaOf,
  type Stamp,
  type Versions,
} from '@brique/sync-core';
import type { ItemWrite } from '../../src/usecases/sync/replica-store.js';
import type { MemoryState } from '../replica-store/memory-state.js';

/** A value that some instance wrote itself: by a person's hand, or in settling a merge. */
interface Write {
  readonly id: string;
  readonly key: string;
  readonly value: Json;
  readonly stamp: Stamp;
  /** What the writer had seen of the item. */
  readonly seen: Versions;
  /** A person was told that it is saved. */
  acknowledged: boolean;
  /** It was lost with the disk that held it, before anybody else had it. */
  lostWithDisk: boolean;
}

/**
 * Remembers what was written where, and knows what must be left of it.
 *
 * The promise: each acknowledged write is present, or was overwritten by somebody who had seen it, or is kept as a conflict;
 * or its item was purged by somebody who had seen it.
 */
export class WriteJournal {
  readonly #writes = new Map<string, Write[]>();
  readonly #stamps = new Set<string>();

  /** Notes what an instance committed: the entries that are new and not from elsewhere. */
  note(writes: readonly ItemWrite[], before: MemoryState): void {
    for (const { item, receivedFrom } of writes) {
      if (receivedFrom !== null) continue;
      const old = before.items.get(item.id);
      const oldKeys = old === undefined ? undefined : decodeItem(old.text).keys;
      for (const [key, { value, stamp }] of item.keys) {
        if (oldKeys?.get(key)?.stamp === stamp || this.#stamps.has(`${item.id} ${key} ${stamp}`)) continue;
        this.#stamps.add(`${item.id} ${key} ${stamp}`);
        const write = { id: item.id, key, value, stamp, seen: item.versions };
        this.#of(item.id).push({ ...write, acknowledged: false, lostWithDisk: false });
      }
    }
  }

  /** A person was told that these writes are saved. */
  acknowledge(writes: readonly ItemWrite[]): void {
    for (const { item } of writes) {
      const stamps = new Set([...item.keys].map(([key, { stamp }]) => `${key} ${stamp}`));
      for (const write of this.#of(item.id)) {
        if (write.seen === item.versions && stamps.has(`${write.key} ${write.stamp}`))
          write.acknowledged = true;
      }
    }
  }

  /**
   * A disk goes back to an earlier state: what only it held is gone, and nobody can help it.
   * @param others the disks of all other instances
   */
  lose(before: MemoryState, after: MemoryState, others: readonly MemoryState[]): void {
    for (const write of [...this.#writes.values()].flat()) {
      if (!holds(before, write) || holds(after, write)) continue;
      if (!others.some((state) => holds(state, write))) write.lostWithDisk = true;
    }
  }

  /** @returns the acknowledged writes of which nothing is left in `final`, in words */
  missing(final: MemoryState): string[] {
    const missing: string[] = [];
    for (const [id, writes] of this.#writes) {
      const row = final.items.get(id);
      const item = row === undefined ? null : decodeItem(row.text);
      const isAccountedFor = (write: Write) =>
        item !== null &&
        (item.keys.get(write.key)?.stamp === write.stamp ||
          (write.key === PURGED && purgeCount(item) >= Number(write.value)) ||
          writes.some((purge) => purge.key === PURGED && hasSeen(purge.seen, write.stamp)) ||
          item.keys.has(`conflict:${write.key}:${write.stamp}`) ||
          isKeptOrSettled(write) ||
          writes.some(
            (later) =>
              later.key === write.key && later.stamp !== write.stamp && hasSeen(later.seen, write.stamp),
          ));
      // Two may note the same conflict, each with what it knows of it: they keep the same value. Who settled it has decided about
      // all of them, but for one that was written in knowledge of that.
      const isKeptOrSettled = (write: Write) =>
        isConflictKey(write.key) &&
        ((item?.keys.get(write.key)?.value ?? null) !== null ||
          writes.some(
            (other) => other.key === write.key && other.value === null && !hasSeen(write.seen, other.stamp),
          ));
      // Two who wrote the same value: one of the stamps stands for both.
      const isAccountedForByTwin = (write: Write) => {
        const value = canonicalJson(write.value);
        const same = writes.filter(
          (other) => other.key === write.key && canonicalJson(other.value) === value,
        );
        return same.some(isAccountedFor);
      };
      for (const write of writes) {
        if (!write.acknowledged || write.lostWithDisk || isAccountedForByTwin(write)) continue;
        missing.push(`${id} ${write.key} = ${JSON.stringify(write.value)} (${write.stamp})`);
      }
    }
    return missing;
  }

  #of(id: string): Write[] {
    const writes = this.#writes.get(id) ?? [];
    this.#writes.set(id, writes);
    return writes;
  }
}

function holds(state: MemoryState, { id, stamp }: Write): boolean {
  const text = state.items.get(id)?.text ?? '';
  return text.includes(replicaOf(stamp)) && hasSeen(decodeItem(text).versions, stamp);
}
