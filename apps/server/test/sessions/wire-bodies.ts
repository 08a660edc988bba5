import type { FakeSocket } from './fake-socket.js';
import { connectionLost } from './transport-failures.js';

/**
 * A request's body as the server reads it.
 * @param pieces what arrives
 * @param isCut whether the connection breaks after it
 */
export function requestBody(
  pieces: readonly Uint8Array[],
  socket: FakeSocket,
  isCut: boolean,
): { body?: ReadableStream<Uint8Array>; duplex?: 'half' } {
  const rest = pieces.filter(({ length }) => length > 0);
  if (rest.length === 0 && !isCut) return {};
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = rest.shift();
        if (isCut && piece === undefined) socket.destroy(connectionLost());
        if (!socket.isOpen) controller.error(new Error('aborted'));
        else if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, duplex: 'half' };
}

const ITEM_START = /^\{"id":"[^"]*","keys"/;

/** Items in NDJSON bytes, one whose text is cut short included. */
export function countItems(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.split('\n').filter((line) => ITEM_START.test(line)).length;
}
