import type { ItemHistoryEntry, ItemHistoryPage, RestoreStateResult } from '@brique/shared';
import { changeItem, decodeItem, isPurged, restoreState } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { isoTime } from '../clock.js';
import { emitItemsChanged } from '../events.js';
import { changeDone, type RecentActs } from '../items/recent-acts.js';
import { ownWrite } from '../sync/own-write.js';
import type { Replica } from '../sync/replica.js';
import type { HistoryExtentReader } from './history-extent.js';
import type { EntriesQuery, HistoryEntry, ItemHistoryReader } from './item-history.js';
import { keyChanges } from './key-changes.js';

/** The earlier states of items. */
export interface TimeMachine {
  /** Writes to one item, newest first. */
  page(itemId: string, query: EntriesQuery): Promise<ItemHistoryPage>;
  /**
   * Sets an item back to what it was before a write, by an ordinary new change.
   * @param seq of the write
   * @param dryRun writes nothing
   * @throws BriqueError `not_found`; `conflict` for a write that made the item
   */
  restore(itemId: string, seq: number, dryRun: boolean): Promise<RestoreStateResult>;
}

export function createTimeMachine(
  replica: Replica,
  history: ItemHistoryReader,
  extent: Pick<HistoryExtentReader, 'recordedSince'>,
  acts: RecentActs,
): TimeMachine {
  return {
    async page(itemId, { limit, ...query }) {
      const [entries, since] = await Promise.all([
        history.ofItem(itemId, { ...query, limit: limit + 1 }),
        extent.recordedSince(),
      ]);
      const shown = entries.slice(0, limit);
      const last = shown.at(-1);
      return {
        entries: shown.map(entryDto),
        nextCursor: entries.length > limit && last !== undefined ? String(last.seq) : null,
        recordedSince: isoTime(since),
      };
    },

    async restore(itemId, seq, dryRun) {
      const [entry] = await history.ofItem(itemId, { limit: 1, before: seq + 1 });
      if (entry?.seq !== seq) throw new BriqueError('not_found', 'The history has no such change.');
      if (entry.before === null) {
        throw new BriqueError('conflict', 'This change made the item: there is nothing before it.');
      }
      const then = decodeItem(entry.before);
      const { before, after, stamp } = await replica.store.write(async (tx) => {
        const stored = (await tx.load([itemId])).get(itemId);
        if (stored === undefined || isPurged(stored.item)) {
          throw new BriqueError('not_found', 'There is no such item.');
        }
        const stamp = replica.clock.stamp(stored.item);
        const after = changeItem(stored.item, restoreState(stored.item, then), stamp);
        if (!dryRun && after !== stored.item) {
          await tx.save([ownWrite(replica, stored, after)]);
        }
        return { before: stored.item, after, stamp };
      });
      const changes = keyChanges(before, after);
      if (dryRun || after === before) return { changes, undoId: null };
      emitItemsChanged(replica.events, [itemId]);
      return { changes, undoId: acts.remember([changeDone(before, after, stamp)]) };
    },
  };
}

function entryDto({ seq, before, after, at, logId, fromPeer }: HistoryEntry): ItemHistoryEntry {
  const old = before === null ? null : decodeItem(before);
  return {
    ...{ id: seq, at: isoTime(at), isFirst: before === null, sessionId: logId, fromPeer },
    changes: keyChanges(old, decodeItem(after)),
  };
}
