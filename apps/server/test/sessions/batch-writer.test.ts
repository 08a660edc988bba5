import { encodeItem } from '@brique/sync-core';
import { describe, expect, it } from 'vitest';
import { createEvents } from '../../src/usecases/events.js';
import { createBatchWriter, type Piece } from '../../src/usecases/sync/batch-writer.js';
import { checkDocuments } from '../../src/usecases/sync/receive.js';
import type { Replica } from '../../src/usecases/sync/replica.js';
import { createReplicaClock } from '../../src/usecases/sync/replica-clock.js';
import { createMemoryStore } from '../replica-store/memory-replica-store.js';
import { type Disk, EMPTY_STATE } from '../replica-store/memory-state.js';
import { itemId, START, sampleItem, sha256 } from '../replica-store/sample-items.js';
import { ANNA } from '../replica-store/store-under-test.js';
import { createFakeClock } from '../support/fake-clock.js';

/** A writer onto a disk that lets nothing through until `open()`, and that tells of each commit. */
function writerOnSlowDisk(stepOnceOpen: () => void = () => {}) {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const wall = createFakeClock(START);
  const disk: Disk = { committed: EMPTY_STATE };
  const commits: string[][] = [];
  const { store } = createMemoryStore({
    disk,
    clock: wall,
    async io() {
      await opened;
      stepOnceOpen();
    },
    onCommit: (writes) => commits.push(writes.map(({ item }) => item.id)),
  });
  const clock = createReplicaClock('b'.repeat(52), wall, () => 'bbbbb', 0);
  const replica: Replica = {
    ...{ instanceId: 'b'.repeat(52), store, clock, wall },
    ...{ hash: sha256, events: createEvents() },
  };
  const counts: number[] = [];
  const writer = createBatchWriter(replica, ANNA, {
    session: () => null,
    brake: null,
    inTransaction: async () => undefined,
    afterCommit: ({ applied }) => counts.push(applied),
  });
  const piece = async (numbers: number[], cursor: string | null): Promise<Piece> => {
    const lines = numbers.map((n) => encodeItem(sampleItem(n).item));
    return { count: lines.length, checked: await checkDocuments(lines, replica), cursor, ends: false };
  };
  return { writer, piece, open, wall, disk, commits, counts };
}

describe('the writer of a stream', () => {
  it('writes what is ready together in one transaction, with the last cursor', async () => {
    const { writer, piece, open, disk, commits, counts } = writerOnSlowDisk();
    const first = writer.add(await piece([1, 2], 'after-2'));
    const second = writer.add(await piece([3], null));
    open();
    await Promise.all([first, second]);
    await writer.finish();
    expect(commits).toEqual([[itemId(1), itemId(2), itemId(3)]]);
    expect(counts).toEqual([3]);
    expect(disk.committed.held.get(ANNA)).toBe('after-2');
  });

  it('takes nothing more into a transaction that has been open for long: an edit waits for it', async () => {
    const { writer, piece, open, wall, disk, commits } = writerOnSlowDisk(() => wall.move(100));
    const adds = [writer.add(await piece([1], 'after-1')), writer.add(await piece([2], 'after-2'))];
    open();
    await Promise.all(adds);
    await writer.finish();
    expect(commits).toEqual([[itemId(1)], [itemId(2)]]);
    expect(disk.committed.held.get(ANNA)).toBe('after-2');
  });

  it('lets whoever brings pieces wait while others wait to be written', async () => {
    const { writer, piece, open } = writerOnSlowDisk();
    await writer.add(await piece([1], null));
    let hasRoom = false;
    const second = writer.add(await piece([2], null)).then(() => {
      hasRoom = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasRoom).toBe(false);
    open();
    await second;
    await writer.finish();
  });

  it('after a failure leaves nothing of the transaction, and tells it to all who come', async () => {
    let steps = 0;
    const { writer, piece, open, disk } = writerOnSlowDisk(() => {
      steps += 1;
      if (steps > 3) throw new Error('the disk broke');
    });
    const first = writer.add(await piece([1], 'after-1'));
    const waiting = writer.add(await piece([2], 'after-2'));
    open();
    await first;
    await expect(waiting.then(() => writer.finish())).rejects.toThrow('the disk broke');
    await expect(writer.finish()).rejects.toThrow('the disk broke');
    await expect(writer.add(await piece([3], null))).rejects.toThrow('the disk broke');
    expect(disk.committed).toBe(EMPTY_STATE);
  });
});
