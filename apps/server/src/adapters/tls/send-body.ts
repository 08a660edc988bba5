import type { ClientRequest } from 'node:http';
import { drained } from './drained.js';

/** A request body as PeerRequest has it. */
export type RequestBody = string | Uint8Array | AsyncIterable<Uint8Array> | undefined;

/**
 * Writes a request's body and ends the request. A stream is read only as fast as the peer takes it.
 * @param onProgress after each chunk that was taken
 * @param isUnwanted asked before each chunk: true once the peer refused the request, the rest is not sent then
 * @throws what the stream threw; the request's own errors come by its 'error' event
 */
export async function sendBody(
  call: ClientRequest,
  body: RequestBody,
  onProgress: () => void,
  isUnwanted: () => boolean,
): Promise<void> {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    call.end(body);
    return;
  }
  for await (const chunk of body) {
    if (call.destroyed || isUnwanted()) return;
    if (!call.write(chunk)) await drained(call);
    onProgress();
  }
  if (!call.destroyed && !isUnwanted()) call.end();
}
