import type { HistoryEntry, ItemHistoryReader } from '../../src/usecases/history/item-history.js';
import type { SessionHistoryReader, SessionWrites } from '../../src/usecases/history/session-history.js';
import type { MemoryState } from './memory-state.js';

/** The history of a memory store. @param read gives the committed state */
export function memoryHistory(
  read: () => Promise<MemoryState>,
): ItemHistoryReader & Pick<SessionHistoryReader, 'find' | 'items'> {
  return {
    async ofItem(itemId, { limit, before = Infinity }) {
      const entries = entriesOf(await read(), itemId);
      return entries
        .filter(({ seq }) => seq < before)
        .reverse()
        .slice(0, limit);
    },
    async find(logId) {
      return { items: sessionWrites(await read(), logId).length, isPruned: false };
    },
    async items(logId, { limit, after = -1 }) {
      const writes = sessionWrites(await read(), logId);
      return writes.filter(({ first }) => first > after).slice(0, limit);
    },
  };
}

function entriesOf({ history, items }: MemoryState, itemId: string): HistoryEntry[] {
  const rows = history.filter((row) => row.itemId === itemId);
  return rows.map((row, i) => ({ ...row, after: rows[i + 1]?.before ?? items.get(itemId)?.text ?? '' }));
}

function sessionWrites(state: MemoryState, logId: number): SessionWrites[] {
  const ids = new Set(state.history.filter((row) => row.logId === logId).map(({ itemId }) => itemId));
  return [...ids].flatMap((itemId) => {
    const writes = entriesOf(state, itemId).filter((entry) => entry.logId === logId);
    return writes[0] === undefined ? [] : [{ itemId, first: writes[0].seq, writes }];
  });
}
