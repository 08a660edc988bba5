import { LIMITS } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { parseCursorLine, readLines } from '../gossip/ndjson.js';
import {
  type Applied,
  applyDocuments,
  type CheckedBatch,
  checkDocuments,
  type Rejection,
} from './receive.js';
import type { Replica } from './replica.js';
import type { ReplicaTransaction } from './replica-store.js';

/** Items of one transaction at most, however rarely the sender marks places. */
const MAX_GROUP = 4000;

/** One batch of a stream as it was applied. */
export interface AppliedGroup extends Applied {
  /** Items that came, good or not. */
  readonly count: number;
  readonly rejected: readonly Rejection[];
}

export interface ReceiveHandlers {
  /** Whether the last line must say `end`: so for what a peer streams to us, not for a request, whose end HTTP knows. */
  readonly needsEnd: boolean;
  /** Writes in the batch's transaction, called before it commits. */
  inTransaction(tx: ReplicaTransaction, group: AppliedGroup): Promise<void>;
  /** After the commit. */
  afterCommit(group: AppliedGroup): void;
}

/**
 * Applies a stream of documents batch by batch. Each batch is one transaction: its items, the cursor that closes it, and
 * what the handlers add. While one batch is being written the next is read and checked.
 *
 * A cut stream throws after its whole batches are durable; the batch in flight is all that is lost.
 * @param from instance id of the sender
 * @param body NDJSON: documents, and cursor lines that close a batch; the last line says `end`
 * @returns the last cursor that came, null when none did
 * @throws BriqueError `connection_lost` when the stream ends without its end line
 */
export async function receiveStream(
  replica: Replica,
  from: string,
  body: AsyncIterable<Uint8Array>,
  handlers: ReceiveHandlers,
): Promise<string | null> {
  let group: string[] = [];
  let cursor: string | null = null;
  let ended = false;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (place: string | null) => {
    const lines = group;
    group = [];
    if (lines.length === 0 && place === null) return;
    const checked = await checkDocuments(lines, replica);
    await writing;
    writing = apply(replica, from, lines.length, checked, place, handlers);
    // Whoever awaits `writing` next gets its error; until then it must not count as unhandled.
    writing.catch(() => undefined);
  };

  try {
    for await (const lines of readLines(body, LIMITS.itemBytes * 2)) {
      for (const line of lines) {
        const mark = parseCursorLine(line);
        if (mark === null) {
          group.push(line);
          if (group.length >= MAX_GROUP) await flush(null);
          continue;
        }
        cursor = mark.cursor ?? cursor;
        ended ||= mark.end;
        await flush(mark.cursor);
      }
    }
  } finally {
    // Also when the stream broke: what was whole is kept, and its error is not lost.
    await writing;
  }
  if (handlers.needsEnd && !ended)
    throw new BriqueError('connection_lost', 'The connection was cut in the middle of a transfer.');
  if (group.length > 0) await flush(null);
  await writing;
  return cursor;
}

async function apply(
  replica: Replica,
  from: string,
  count: number,
  checked: CheckedBatch,
  cursor: string | null,
  handlers: ReceiveHandlers,
): Promise<void> {
  let group: AppliedGroup = { count, rejected: checked.rejected, applied: 0, conflicts: 0 };
  await applyDocuments(replica, from, checked.items, async (tx, applied) => {
    group = { ...group, ...applied };
    if (cursor !== null) await tx.holdCursor(from, cursor);
    await handlers.inTransaction(tx, group);
  });
  handlers.afterCommit(group);
}
