import type { ServerResponse } from 'node:http';
import { drained } from './drained.js';

/**
 * Writes a response, its body as fast as the caller takes it. A body that fails cuts the connection, so that the caller never takes
 * what came so far for the whole. (The node-server's own writer may end such a body as if it were complete, with the error's text in
 * it; hence this one.)
 * @param own headers besides those of the response
 * @throws what the body threw, once the connection is cut
 */
export async function sendResponse(
  response: Response,
  outgoing: ServerResponse,
  own: Readonly<Record<string, string>>,
): Promise<void> {
  const head = [...response.headers, ...Object.entries(own)].flat();
  const { body } = response;
  if (body === null) {
    outgoing.writeHead(response.status, head).end();
    return;
  }
  const reader = body.getReader();
  const stop = () => reader.cancel().catch(() => {});
  outgoing.once('close', stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // The head goes out with the first piece: until then it is said that we are at work (beat.ts).
      if (!outgoing.headersSent && !outgoing.destroyed) outgoing.writeHead(response.status, head);
      if (done || outgoing.destroyed) break;
      if (!outgoing.write(value)) await drained(outgoing);
    }
    outgoing.off('close', stop).end();
  } catch (error) {
    outgoing.destroy();
    throw error;
  }
}
