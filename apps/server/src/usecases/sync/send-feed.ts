import type { Range } from '@brique/sync-core';
import { cursorLine } from '../gossip/ndjson.js';
import type { Documents, RangeDocuments, ReplicaStore } from './replica-store.js';

/** Items of one batch. */
export const BATCH_ITEMS = 1000;

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
 * @param sizes bytes of each batch (BatchSizes)
 * @param limit items of one batch
 */
export async function* feedBatches(
  store: ReplicaStore,
  after: number,
  reader: string,
  sizes: () => number,
  limit = BATCH_ITEMS,
): AsyncGenerator<Batch> {
  const read = (from: number) => readBatch(store, from, reader, limit, sizes());
  let next = read(after);
  for (;;) {
    const { batch, reached, isLast } = await next;
    if (!isLast) next = read(reached);
    next.catch(() => undefined);
    yield batch;
    if (isLast) return;
  }
}

async function readBatch(
  store: ReplicaStore,
  after: number,
  reader: string,
  limit: number,
  maxBytes: number,
) {
  // Read before the page: whatever changes in between lies behind this place and comes next time.
  const head = await store.feedHead();
  const page = await store.readFeed({ after, limit, maxBytes, reader });
  // A page that is neither full of items nor of bytes is the last one. Bytes, not characters: 仓 takes three.
  const isLast = page.count < limit && Buffer.byteLength(page.lines) < maxBytes;
  const reached = isLast ? Math.max(head, page.reached) : page.reached;
  const cursor = await store.mintCursor(reader, reached);
  return { batch: { ...toBatch(page, cursor, isLast), reached }, reached, isLast };
}

/**
 * Items by name and by range, as batches without cursors. All of them, those too whose copy came from whoever gets them:
 * they are named because a comparison found them missing there, so the reader must have lost them since (a backup put
 * back, a twin).
 * @param sizes bytes of each batch (BatchSizes)
 */
export async function* documentBatches(
  store: ReplicaStore,
  ids: readonly string[],
  ranges: readonly Range[],
  sizes: () => number,
): AsyncGenerator<Batch> {
  let maxBytes = sizes();
  const grow = ({ lines }: Pick<Documents, 'lines'>) => {
    // What found no more to carry says nothing about the line.
    if (Buffer.byteLength(lines) >= maxBytes) maxBytes = sizes();
  };
  for (let i = 0; i < ids.length; i += BATCH_ITEMS) {
    let left = ids.slice(i, i + BATCH_ITEMS);
    while (left.length > 0) {
      const page = await store.documents({ ids: left, maxBytes });
      grow(page);
      if (page.count > 0) yield toBatch(page, null, false);
      const { next } = page;
      left = next === null ? [] : left.filter((id) => id >= next);
    }
  }
  for (const range of ranges) {
    let from: string | null = range.from;
    while (from !== null) {
      const query = { range: { from, to: range.to }, limit: BATCH_ITEMS, maxBytes };
      const page: RangeDocuments = await store.documentsInRange(query);
      grow(page);
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
