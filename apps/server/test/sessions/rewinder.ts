import type { ItemInput } from '@brique/shared';
import { createSessionHistory } from '../../src/usecases/history/session-history.js';
import { createTimeMachine } from '../../src/usecases/history/time-machine.js';
import { createBulkItems } from '../../src/usecases/items/bulk.js';
import type { ItemReader } from '../../src/usecases/items/item-reader.js';
import { createRecentActs } from '../../src/usecases/items/recent-acts.js';
import type { Replica } from '../../src/usecases/sync/replica.js';
import { memoryHistory } from '../replica-store/memory-history.js';
import type { Disk } from '../replica-store/memory-state.js';
import type { Random } from './seeded-random.js';

/** What acts on many items at once, or goes back: as the page lets people do, by the use cases that it calls. */
export interface Rewinder {
  /** Moves some items to the trash, or out of it, or gives them all the same value; and takes that back now and then. */
  actOnMany(replica: Replica, disk: Disk, input: Partial<ItemInput>): Promise<void>;
  /** Takes a past session back. @returns whether there was one that did something */
  rollBack(replica: Replica, disk: Disk): Promise<boolean>;
  /** Sets an item back to what it was before a write. @returns whether there was one */
  restoreState(replica: Replica, disk: Disk): Promise<boolean>;
}

export function createRewinder(random: Random): Rewinder {
  const historyOf = (disk: Disk) => memoryHistory(async () => disk.committed);
  return {
    async actOnMany(replica, disk, input) {
      const ids = [...disk.committed.items.keys()].filter(() => random.chance(0.7));
      const bulk = createBulkItems(replica, NO_READER, createRecentActs());
      const action = random.pick(['delete', 'restore', 'change', 'change'] as const);
      const act = action === 'change' ? { action, changes: input } : { action };
      const { undoId } = await bulk.apply({ on: { ids }, act });
      if (undoId !== null && random.chance(0.3)) await bulk.undo(undoId);
    },

    async rollBack(replica, disk) {
      const sessions = disk.committed.history.flatMap(({ logId }) => logId ?? []);
      if (sessions.length === 0) return false;
      const history = createSessionHistory(replica, historyOf(disk), createRecentActs());
      await history.rollBack(random.pick(sessions), false);
      return true;
    },

    async restoreState(replica, disk) {
      const writes = disk.committed.history.filter(({ before }) => before !== null);
      if (writes.length === 0) return false;
      const { itemId, seq } = random.pick(writes);
      const extent = { recordedSince: async () => 0 };
      const machine = createTimeMachine(replica, historyOf(disk), extent, createRecentActs());
      await machine.restore(itemId, seq, false);
      return true;
    },
  };
}

/** Items are named by their ids. */
const NO_READER = {} as ItemReader;
