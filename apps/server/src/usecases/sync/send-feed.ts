import type { Range } from '@brique/sync-core';
import { cursorLine } from '../gossip/ndjson.js';
import type { Documents, RangeDocuments, ReplicaStore } from './replica-store.js';

/** Items and bytes of one batch: few large steps, each well below the 8 MiB a request may have. */
export const BATCH_ITEMS = 1000;
export const BATCH_BYTES = 4 * 1024 * 1024;

/** A batch ready to travel. */
export interface Batch {
  readonly count: number;
  /** NDJSON, closed by a cursor line; the stream's last batch says `end`. */
  readonly text: string;
  /** Place in the feed its cursor stands for; null when it has none. */
  readonly reached: number | null;
}

/**
 * My feed from a place on, as batches for one reader, each closed by a cursor minted for it. The next batch is read while
 * the last one is on its way.
 * @param after feed_seq
 * @param reader instance id; what it sent us itself is passed over, and its cursor moves past it
 * @param limit items of one batch
 */
export async function* feedBatches(
  store: ReplicaStore,
  after: number,
  reader: string,
  limit = BATCH_ITEMS,
): AsyncGenerator<Batch> {
  let next = readBatch(store, after, reader, limit);
  for (;;) {
    const { batch, reached, isLast } = await next;
    if (!isLast) next = readBatch(store, reached, reader, limit);
    next.catch(() => undefined);
    yield batch;
    if (isLast) return;
  }
}

async function readBatch(store: ReplicaStore, after: number, reader: string, limit: number) {
  // Read before the page: whatever changes in between lies behind this place and comes next time.
  const head = await store.feedHead();
  const page = await store.readFeed({ after, limit, maxBytes: BATCH_BYTES, reader });
  // A page that is neither full of items nor of bytes is the last one. Bytes, not characters: 仓 takes three.
  const isLast = page.count < limit && Buffer.byteLength(page.lines) < BATCH_BYTES;
  const reached = isLast ? Math.max(head, page.reached) : page.reached;
  const cursor = await store.mintCursor(reader, reached);
  return { batch: { ...toBatch(page, cursor, isLast), reached }, reached, isLast };
}

/**
 * Items by name and by range, as batches without cursors. All of them, those too whose copy came from whoever gets them:
 * they are named because a comparison found them missing there, so the reader must have lost them since (a backup put
 * back, a twin).
 */
export async function* documentBatches(
  store: ReplicaStore,
  ids: readonly string[],
  ranges: readonly Range[],
): AsyncGenerator<Batch> {
  for (let i = 0; i < ids.length; i += BATCH_ITEMS) {
    let left = ids.slice(i, i + BATCH_ITEMS);
    while (left.length > 0) {
      const page = await store.documents({ ids: left, maxBytes: BATCH_BYTES });
      if (page.count > 0) yield toBatch(page, null, false);
      const { next } = page;
      left = next === null ? [] : left.filter((id) => id >= next);
    }
  }
  for (const range of ranges) {
    let from: string | null = range.from;
    while (from !== null) {
      const query = { range: { from, to: range.to }, limit: BATCH_ITEMS, maxBytes: BATCH_BYTES };
      const page: RangeDocuments = await store.documentsInRange(query);
      if (page.count > 0) yield toBatch(page, null, false);
      from = page.next;
    }
  }
}

function toBatch(page: Pick<Documents, 'count' | 'lines'>, cursor: string | null, end: boolean): Batch {
  const lines = page.count === 0 ? '' : `${page.lines}\n`;
  const text = cursor === null && !end ? lines : lines + cursorLine(cursor, end);
  return { count: page.count, text, reached: null };
}
