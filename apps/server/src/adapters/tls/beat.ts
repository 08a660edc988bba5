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
 * Nothing is said while the rest of the request is waited for and no byte of it comes: then it is the way from the caller that stands still,
 * which the caller is to notice; and what is said are bytes too, so that the connection's own time limit would not see who sends nothing.
 * @returns a function that ends it
 */
export function beatUntilAnswered(outgoing: ServerResponse, beatMs: number): () => void {
  const { req } = outgoing;
  let read = req.socket.bytesRead;
  const timer = setInterval(() => {
    if (outgoing.headersSent || outgoing.destroyed) return clearInterval(timer);
    const isComing = req.socket.bytesRead !== read;
    read = req.socket.bytesRead;
    // While there is something to take, it is we who are slow.
    if (isComing || req.complete || req.readableLength > 0) outgoing.writeProcessing();
  }, beatMs);
  return () => clearInterval(timer);
}
