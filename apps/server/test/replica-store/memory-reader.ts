import {
  EMPTY_FINGERPRINT,
  type Fingerprint,
  type Range,
  type RangeView,
  updateFingerprint,
} from '@brique/sync-core';
import type { RangeDocuments, ReplicaReader } from '../../src/usecases/sync/replica-store.js';
import { heldStateOf } from './memory-held-copies.js';
import type { MemoryRow, MemoryState } from './memory-state.js';

/**
 * The reads of a memory store: plain scans that say what the words of the port mean.
 * @param read brings the last committed state, and is where a caller waits
 */
export function memoryReader(read: () => Promise<MemoryState>): ReplicaReader {
  const feedAfter = async (after: number, reader: string) =>
    inFeedOrder(await read()).filter((row) => row.feedSeq > after && row.receivedFrom !== reader);

  return {
    view: memoryView(read),
    fingerprint: async () => (await read()).fingerprint,
    feedHead: async () => (await read()).feedHead,
    async readFeed({ after, limit, maxBytes, reader }) {
      const rows = within(maxBytes, (await feedAfter(after, reader)).slice(0, limit));
      return { count: rows.length, lines: linesOf(rows), reached: rows.at(-1)?.feedSeq ?? after };
    },
    countFeed: async (after, reader) => (await feedAfter(after, reader)).length,
    async feedPlaceAt(time) {
      const state = await read();
      const first = inFeedOrder(state).find((row) => row.changedAt >= time);
      return first === undefined ? state.feedHead : first.feedSeq - 1;
    },
    async documents({ ids, maxBytes }) {
      const { items } = await read();
      const rows = [...new Set(ids)].sort().flatMap((id) => items.get(id) ?? []);
      return pageOf(within(maxBytes, rows));
    },
    async documentsInRange({ range, limit, maxBytes }) {
      const wanted = inRange(await read(), range);
      return pageOf(within(maxBytes, wanted.slice(0, limit)));
    },
    async cursorPlace(reader, token) {
      const { minted } = await read();
      return minted.find((cursor) => cursor.reader === reader && cursor.token === token)?.place ?? null;
    },
    heldCursor: async (feedOf) => (await read()).held.get(feedOf) ?? null,
    async idsChangedAfter(time, afterId, limit) {
      const rows = [...(await read()).items.values()].filter(({ updatedAt }) => updatedAt > time);
      const ids = rows.map(({ id }) => id).filter((id) => id > afterId);
      return ids.sort().slice(0, limit);
    },
    async latestChangeBefore(limit) {
      const times = [...(await read()).items.values()].map(({ updatedAt }) => updatedAt);
      return Math.max(0, ...times.filter((time) => time <= limit));
    },
    heldState: async () => heldStateOf(await read()),
  };
}

function memoryView(read: () => Promise<MemoryState>): RangeView {
  return {
    async fingerprints(ranges) {
      const state = await read();
      return ranges.map((range) => naiveSum(inRange(state, range)));
    },
    async split(range, ways) {
      const rows = inRange(await read(), range);
      const size = Math.ceil(rows.length / ways);
      const starts = rows.filter((_, i) => i % size === 0).map(({ id }) => id);
      return starts.map((start, i) => {
        const part = { from: i === 0 ? range.from : start, to: starts[i + 1] ?? range.to };
        return { range: part, print: naiveSum(rows.slice(i * size, (i + 1) * size)) };
      });
    },
    async lists(ranges) {
      const state = await read();
      return ranges.map((range) => inRange(state, range).map(({ id, digest }) => ({ id, digest })));
    },
  };
}

/** The fingerprint of some items, summed from nothing. */
export function naiveSum(rows: readonly Pick<MemoryRow, 'digest'>[]): Fingerprint {
  return updateFingerprint(
    EMPTY_FINGERPRINT,
    [],
    rows.map(({ digest }) => digest),
  );
}

function inFeedOrder(state: MemoryState): MemoryRow[] {
  return [...state.items.values()].sort((a, b) => a.feedSeq - b.feedSeq);
}

function inRange(state: MemoryState, { from, to }: Range): MemoryRow[] {
  const rows = [...state.items.values()].filter(({ id }) => id >= from && id < to);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** As many rows as begin before `maxBytes` have gone by; at least one. */
function within(maxBytes: number, rows: readonly MemoryRow[]): MemoryRow[] {
  let before = 0;
  return rows.filter(({ text }) => {
    const fits = before < maxBytes;
    before += Buffer.byteLength(text);
    return fits;
  });
}

function pageOf(rows: readonly MemoryRow[]): RangeDocuments {
  const last = rows.at(-1);
  return { count: rows.length, lines: linesOf(rows), next: last === undefined ? null : `${last.id}!` };
}

function linesOf(rows: readonly MemoryRow[]): string {
  return rows.map(({ text }) => text).join('\n');
}
