import type { ServerResponse } from 'node:http';

/** In each answer of an instance that beats; its value is how often, in milliseconds. */
export const BEAT_HEADER = 'brique-beat';
/** Milliseconds between two beats, if nothing else is asked for. */
export const BEAT_MS = 1_000;

/**
 * Says again and again that a request is being worked on, by the interim response 102 (RFC 2518, section 10.1), which callers that
 * do not know of it pass over. So whoever waits can tell a peer that takes its time from a connection that stands still.
 * @returns a function that ends it, to be called before the head of the answer is written
 */
export function beatUntilAnswered(outgoing: ServerResponse, beatMs: number): () => void {
  const timer = setInterval(() => {
    if (!outgoing.headersSent && !outgoing.destroyed) outgoing.writeProcessing();
  }, beatMs);
  return () => clearInterval(timer);
}
