import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Duplicates, ItemInput } from '@brique/shared';
import { type Changes, changeItem, isDeleted, isPurged, latestStamp } from '@brique/sync-core';
import { ownWrite } from '../sync/own-write.js';
import type { Replica } from '../sync/replica.js';
import type { ItemWrite, ReplicaTransaction, StoredItem } from '../sync/replica-store.js';
import { changesOf } from './item-changes.js';
import { newItemWrite } from './items.js';
import { changeDone, type Done, thenChanged } from './recent-acts.js';
import type { ImportedItem } from './transfer/import.js';

/** Rows worked on before the page is answered. */
const ROWS_A_TURN = 200;

/** Turns the rows of one file into writes, batch by batch, and counts them; in a dry run it counts only. */
export class ImportWriter {
  readonly counts = { imported: 0, skipped: 0, updated: 0 };
  readonly #replica: Replica;
  readonly #newId: () => string;
  readonly #duplicates: Duplicates;
  readonly #dryRun: boolean;
  readonly #done = new Map<string, Done>();
  /** What earlier rows of the file have taken; a dry run leaves nothing in the store by which to tell. */
  readonly #ids = new Set<string>();
  readonly #serials = new Set<string>();

  constructor(replica: Replica, newId: () => string, duplicates: Duplicates, dryRun: boolean) {
    this.#replica = replica;
    this.#newId = newId;
    this.#duplicates = duplicates;
    this.#dryRun = dryRun;
  }

  /** Writes the rows of the next batch, in their order. */
  async take(tx: ReplicaTransaction, batch: readonly ImportedItem[]): Promise<void> {
    const writes = new Writes(
      await tx.load(batch.flatMap(({ id }) => id ?? [])),
      this.#duplicates === 'create'
        ? new Map()
        : await tx.loadBySerialNumber(batch.flatMap(({ serialNumber }) => serialNumber || [])),
    );
    for (const [at, row] of batch.entries()) {
      if (at > 0 && at % ROWS_A_TURN === 0) await nextTurn();
      this.#takeRow(writes, row);
    }
    if (!this.#dryRun) await tx.save(writes.all());
  }

  /** What was done to each item, to be taken back. */
  done(): Done[] {
    return [...this.#done.values()];
  }

  #takeRow(writes: Writes, { id, originPeerId, ...input }: ImportedItem): void {
    const serial = input.serialNumber ?? '';
    const here = writes.find(id, serial);
    const isTaken = (id !== undefined && this.#ids.has(id)) || (serial !== '' && this.#serials.has(serial));
    if (id !== undefined) this.#ids.add(id);
    if (serial !== '') this.#serials.add(serial);

    if (this.#duplicates !== 'create' && (here !== null || isTaken)) {
      if (this.#duplicates === 'skip') this.counts.skipped += 1;
      else {
        this.counts.updated += 1;
        if (!this.#dryRun && here !== null)
          this.#update(writes, here, changesOf(here.item, filled(input)), serial);
      }
      return;
    }
    this.counts.imported += 1;
    if (this.#dryRun) return;
    // What lies in the trash keeps its id there, and what is here too; the file's item comes anew.
    const isFree = id !== undefined && !isTaken && !writes.has(id);
    const origin = originPeerId ?? this.#replica.instanceId;
    const write = newItemWrite(this.#replica, isFree ? id : this.#newId(), input, origin);
    writes.put(write, serial);
    this.#done.set(write.item.id, { id: write.item.id, created: latestStamp(write.item) });
  }

  #update(writes: Writes, before: StoredItem, changes: Changes, serial: string): void {
    const stamp = this.#replica.clock.stamp(before.item);
    const item = changeItem(before.item, changes, stamp);
    if (item === before.item) return;
    writes.put(ownWrite(this.#replica, before, item), serial);
    const change = changeDone(before.item, item, stamp);
    const earlier = this.#done.get(item.id);
    this.#done.set(item.id, earlier === undefined ? change : thenChanged(earlier, change));
  }
}

/** The writes of one batch: an item that two of its rows touch is written once. */
class Writes {
  readonly #here: ReadonlyMap<string, StoredItem>;
  readonly #bySerial: ReadonlyMap<string, StoredItem>;
  readonly #pending = new Map<string, ItemWrite>();
  readonly #pendingBySerial = new Map<string, string>();

  constructor(here: ReadonlyMap<string, StoredItem>, bySerial: ReadonlyMap<string, StoredItem>) {
    this.#here = here;
    this.#bySerial = bySerial;
  }

  /** The item that a row is about, as it stands after the rows before; null when none is here, or it is in the trash or purged. */
  find(id: string | undefined, serial: string): StoredItem | null {
    const byId = id === undefined ? undefined : (this.#pending.get(id) ?? this.#here.get(id));
    const isHere = byId !== undefined && !isDeleted(byId.item) && !isPurged(byId.item);
    if (isHere) return byId;
    if (serial === '') return null;
    const bySerial = this.#pendingBySerial.get(serial) ?? this.#bySerial.get(serial)?.item.id;
    if (bySerial === undefined) return null;
    return this.#pending.get(bySerial) ?? this.#bySerial.get(serial) ?? null;
  }

  has(id: string): boolean {
    return this.#pending.has(id) || this.#here.has(id);
  }

  put(write: ItemWrite, serial: string): void {
    const { id } = write.item;
    const earlier = this.#pending.get(id);
    this.#pending.set(id, earlier === undefined ? write : { ...write, replaces: earlier.replaces });
    if (serial !== '') this.#pendingBySerial.set(serial, id);
  }

  all(): ItemWrite[] {
    return [...this.#pending.values()];
  }
}

/** What the file leaves empty says nothing about the item. */
function filled(input: ItemInput): Partial<ItemInput> {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== '' && value !== null && value !== undefined),
  );
}
