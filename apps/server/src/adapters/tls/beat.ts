import type { ServerResponse } from 'node:http';

/** In each answer of an instance that beats; its value is how often, in milliseconds. */
export const BEAT_HEADER = 'brique-beat';
/** Milliseconds between two beats, if nothing else is asked for. */
export const BEAT_MS = 1_000;

/**
 * Says again and again that a request is being worked on, by the interim response 102 (RFC 2518, section 10.1), which callers that
 * do not know of it pass over. So whoever waits can tell a peer that takes its time from a connection that stands still. Ends with the
 * head of the answer.
 *
 * What is said are bytes too, so the connection's own time limit no longer sees a caller that does not send the rest of its request:
 * its connection is ended here.
 * @param idleMs milliseconds that the rest of a request is waited for without a byte
 * @returns a function that ends it
 */
export function beatUntilAnswered(outgoing: ServerResponse, beatMs: number, idleMs: number): () => void {
  const { req } = outgoing;
  let read = req.socket.bytesRead;
  let since = performance.now();
  const timer = setInterval(() => {
    if (outgoing.headersSent || outgoing.destroyed) return clearInterval(timer);
    const { bytesRead } = req.socket;
    // While there is something to take, it is we who are slow.
    if (req.complete || req.readableLength > 0 || bytesRead !== read) {
      read = bytesRead;
      since = performance.now();
    }
    if (performance.now() - since < idleMs) outgoing.writeProcessing();
    else req.socket.destroy();
  }, beatMs);
  return () => clearInterval(timer);
}
