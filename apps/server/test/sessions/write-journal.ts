import { decodeItem, isPurged, type Json, type ReplicatedItem, type Stamp } from '@brique/sync-core';
import type { ItemWrite } from '../../src/usecases/sync/replica-store.js';
import type { MemoryState } from '../replica-store/memory-state.js';
import { type Act, clockOf, isSeen, replicaOf } from './acts.js';
import { faultsOf } from './end-state-model.js';

/**
 * Remembers what was done where, and what had been seen there; and says in the end what is not as it must be.
 *
 * The promise: each write that a person was told is saved is present, or was overwritten by somebody who had seen it, or is kept as a
 * conflict; or its item was purged by somebody who had seen it. (It is held for what was committed and not told, too.)
 */
export class WriteJournal {
  /** By item, by stamp. */
  readonly #acts = new Map<string, Map<Stamp, Act>>();
  readonly #faults: string[] = [];
  /** By item and replica id, the clock of its last act. */
  readonly #last = new Map<string, string>();

  /** Notes what an instance committed: what is new and not from elsewhere. */
  note(writes: readonly ItemWrite[], before: MemoryState): void {
    const now = new Set<string>();
    for (const { item, receivedFrom } of writes) {
      if (receivedFrom !== null) continue;
      const acts = this.#of(item.id);
      const old = before.items.get(item.id);
      const local = old === undefined ? undefined : decodeItem(old.text);
      for (const [stamp, values] of newValues(item, local)) {
        if (acts.has(stamp)) continue;
        // A restamp writes how often the item was purged anew, also where it lives on: nobody purges it by that.
        if (!isPurged(item)) values.delete('purged');
        this.#checkLine(item.id, stamp, local, now);
        const isNote = isMerge(item, local, stamp) && [...values].every(isNoted);
        acts.set(stamp, { stamp, values, seen: item.versions, isNote, lostWithDisk: false });
      }
    }
  }

  /** A person was told that these writes are saved. */
  acknowledge(writes: readonly ItemWrite[]): void {
    for (const { item, receivedFrom } of writes) {
      if (receivedFrom !== null) continue;
      for (const { stamp } of item.keys.values()) {
        if (!this.#of(item.id).has(stamp)) this.#faults.push(`told that ${item.id} ${stamp} is saved`);
      }
    }
  }

  /**
   * A disk goes back to an earlier state: what only it held is gone, and nobody can help it.
   * @param others the disks of all other instances
   */
  lose(before: MemoryState, after: MemoryState, others: readonly MemoryState[]): void {
    for (const [id, acts] of this.#acts) {
      const rows = [before, after, ...others].map(({ items }) => items.get(id));
      if (rows[0] === undefined || rows[0] === rows[1]) continue;
      const [was, ...left] = rows.map((row) => (row === undefined ? null : decodeItem(row.text).versions));
      for (const act of acts.values()) {
        const isLost = !left.some((versions) => versions != null && isSeen(act, versions));
        if (was != null && isSeen(act, was) && isLost) act.lostWithDisk = true;
      }
    }
  }

  /** @returns what is not as it must be in the state that all ended with, in words */
  faults(final: MemoryState): string[] {
    for (const id of final.items.keys()) if (!this.#acts.has(id)) this.#faults.push(`nobody made ${id}`);
    const ended = [...this.#acts].flatMap(([id, acts]) =>
      faultsOf(id, [...acts.values()], final.items.get(id)?.text),
    );
    return [...this.#faults, ...ended];
  }

  /** What a replica id does to an item is one line: else to have seen its last act would not be to have seen them all. */
  #checkLine(id: string, stamp: Stamp, local: ReplicatedItem | undefined, now: Set<string>): void {
    const replica = replicaOf(stamp);
    const line = `${id} ${replica}`;
    const last = this.#last.get(line);
    // Of two acts of one transaction the second has seen the first.
    const seen = now.has(line) ? last : local?.versions.get(replica)?.clock;
    if (last !== seen || clockOf(stamp) <= (last ?? ''))
      this.#faults.push(`${stamp} had not seen ${last} of ${id}`);
    this.#last.set(line, clockOf(stamp));
    now.add(line);
  }

  #of(id: string): Map<Stamp, Act> {
    const acts = this.#acts.get(id) ?? new Map<Stamp, Act>();
    this.#acts.set(id, acts);
    return acts;
  }
}

/** What an item holds that it did not hold before, by stamp, in order. */
function newValues(item: ReplicatedItem, local: ReplicatedItem | undefined): Map<Stamp, Map<string, Json>> {
  const byStamp = new Map<Stamp, Map<string, Json>>();
  for (const [key, { value, stamp }] of item.keys) {
    if (local?.keys.get(key)?.stamp === stamp) continue;
    const values = byStamp.get(stamp) ?? new Map<string, Json>();
    byStamp.set(stamp, values.set(key, value));
  }
  return new Map([...byStamp].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether an item has seen more than before beside what its writer did now. */
function isMerge(item: ReplicatedItem, local: ReplicatedItem | undefined, stamp: Stamp): boolean {
  const replica = replicaOf(stamp);
  return [...item.versions].some(
    ([each, { clock }]) => each !== replica && local?.versions.get(each)?.clock !== clock,
  );
}

/** What a merge writes by itself. (So does who rejects a deletion; that is then not held to be somebody's.) */
function isNoted([key, value]: [string, Json]): boolean {
  return key === 'deleted' ? value === false : key.startsWith('conflict:') && value !== null;
}
