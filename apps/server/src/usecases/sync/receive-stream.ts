import { LIMITS } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { parseCursorLine, readLines } from '../gossip/ndjson.js';
import { createBatchWriter, type WriteHandlers } from './batch-writer.js';
import { checkDocuments } from './receive.js';
import type { Replica } from './replica.js';
import { settleStaged } from './settle-staged.js';

/** Items checked, and handed to the writer, at once. Small, so that little waits in memory and the writer is soon at work. */
const PIECE_ITEMS = 500;
/** And characters: an item may have millions. */
const PIECE_LENGTH = 4 * 1024 * 1024;

export interface ReceiveHandlers extends WriteHandlers {
  /** Whether the last line must say `end`: so for what a peer streams to us, not for a request, whose end HTTP knows. */
  readonly needsEnd: boolean;
  /**
   * What ends the session's own stream of items, of which this one may be a part: its end line, as soon as it comes; this
   * stream's end, with or without the line; or nothing in this stream.
   */
  readonly endsWith: 'line' | 'stream' | 'nothing';
  /**
   * Whether a stream that is cut leaves what came whole but was not closed by a cursor: so where no cursors come, of items that a
   * comparison found missing, which is then not found missing again.
   */
  readonly keepsRest: boolean;
}

/**
 * Applies a stream of documents. Each transaction holds items and the cursor that closes them, and what the handlers add;
 * while one piece is being written the next is read and checked (see batch-writer.ts).
 *
 * A cut stream throws after the whole batches that came are durable.
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
  const writer = createBatchWriter(replica, from, handlers);
  let piece: string[] = [];
  let length = 0;
  let cursor: string | null = null;
  let ended = false;

  const flush = async (place: string | null, ends = false) => {
    const lines = piece;
    piece = [];
    length = 0;
    if (lines.length === 0 && place === null && !ends) return;
    await writer.add({
      count: lines.length,
      checked: await checkDocuments(lines, replica),
      ...{ cursor: place, ends },
    });
  };

  try {
    for await (const lines of readLines(body, LIMITS.itemBytes * 2)) {
      for (const line of lines) {
        const mark = parseCursorLine(line);
        if (mark === null) {
          piece.push(line);
          length += line.length;
          if (piece.length >= PIECE_ITEMS || length >= PIECE_LENGTH) await flush(null);
          continue;
        }
        cursor = mark.cursor ?? cursor;
        ended ||= mark.end;
        await flush(mark.cursor, mark.end && handlers.endsWith !== 'nothing');
      }
    }
    if (handlers.needsEnd && !ended)
      throw new BriqueError('connection_lost', 'The connection was cut in the middle of a transfer.');
    await flush(null, !ended && handlers.endsWith === 'stream');
  } catch (error) {
    if (handlers.keepsRest && error instanceof BriqueError && error.code === 'connection_lost')
      await flush(null);
    throw error;
  } finally {
    // Also when the stream broke: what was whole is kept, and its error is not lost.
    await writer.finish();
  }
  if (handlers.brake?.mustSettle) await settleStaged(replica, from, handlers);
  return cursor;
}
