import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BriqueError } from '../../usecases/brique-error.js';
import type { PeerRequest, PeerResponse } from '../../usecases/gossip/peer-transport.js';
import { BEAT_HEADER } from './beat.js';
import { describe, type PeerAddress } from './peer-address.js';
import type { PinnedAgent } from './pinned-agent.js';
import { sendBody } from './send-body.js';
import { createSilenceWatch } from './silence-watch.js';
import { cancelled, connectionLost, isStale, requestError, seconds } from './transport-errors.js';

/** What one exchange needs to know. */
export interface ExchangeOptions {
  /** Opens verified connections only. */
  agent: PinnedAgent;
  address: PeerAddress;
  /** Milliseconds without a byte while one is awaited. */
  idleTimeoutMs: number;
  /** As in PeerTransportLimits. */
  silenceMs: number;
  /** As in PeerTransportLimits. */
  workMs: number;
  /** Whether the peer beats, as far as is known; told anew by each answer. */
  beats: Beats;
  /** For requests that give none of their own. */
  defaultMaxBytes: number;
}

/** Whether a peer says that it works on a request as long as it does (beat.ts). */
export interface Beats {
  /** Undefined before its first answer. */
  known(): boolean | undefined;
  note(beats: boolean): void;
}

/** Of one that is not known to beat, of a stream's next piece, and while much is sent, silence says less. */
const PATIENCE = 3;
/** Bytes of a body that is much: given up, it begins anew. */
const MUCH = 64 * 1024;

const MAX_HEADER_BYTES = 16 * 1024;

/**
 * One request and its response over the agent's connections: no redirect is followed, nothing is inflated, the body is capped and
 * watched while it streams.
 * @throws BriqueError as PeerConnection.request; whatever a body stream of ours threw
 */
export function exchange(request: PeerRequest, options: ExchangeOptions): Promise<PeerResponse> {
  const { agent, address } = options;
  const { signal } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(cancelled(address));
      return;
    }
    let failure: Error | undefined;
    let response: IncomingMessage | undefined;
    let refused = false;
    let asked = 0;

    const call = httpsRequest({
      agent,
      method: request.method,
      path: request.path,
      maxHeaderSize: MAX_HEADER_BYTES,
      // Not the address: that is a hint, and `fe80::1%eth0` is no valid Host. The certificate says who is meant.
      headers: { ...lengthOf(request), ...request.headers, 'accept-encoding': 'identity', host: 'brique' },
    });
    const fail = (error: Error) => {
      failure ??= agent.closed ? cancelled(address) : error;
      idle.rest();
      call.destroy(failure);
      response?.destroy(failure);
      signal?.removeEventListener('abort', onAbort);
      reject(failure);
    };
    const onAbort = () => fail(cancelled(address));
    const idle = createSilenceWatch({
      idleMs: options.idleTimeoutMs,
      lookAfterMs: () => {
        const beats = options.beats.known();
        if (beats === false) return options.idleTimeoutMs;
        return options.silenceMs * (beats && response === undefined && !sendsMuch(request) ? 1 : PATIENCE);
      },
      isThere: (until) => agent.answers(until),
      onSilent(ms, isThere) {
        const although = isThere ? ', though a new one is answered' : '';
        fail(connectionLost(address, `not a byte for ${seconds(ms)}${although}`));
      },
    });

    signal?.addEventListener('abort', onAbort, { once: true });
    // The time to connect has its own limit.
    call.once('socket', () => {
      asked = performance.now();
      idle.watch();
    });
    call.on('error', (error) => {
      if (call.reusedSocket && response === undefined && isStale(error)) fail(new StaleConnection(error));
      else fail(requestError(error, address));
    });
    // Some ends come without an error: an answer that switches to another protocol, for one.
    call.once('close', () => {
      if (response === undefined) fail(connectionLost(address, 'it closed without an answer'));
    });
    call.on('information', () => {
      options.beats.note(true);
      if (performance.now() - asked < options.workMs) idle.watch();
      else fail(connectionLost(address, `no answer within ${seconds(options.workMs)}`));
    });
    call.once('response', (incoming) => {
      response = incoming;
      options.beats.note(BEAT_HEADER in incoming.headers);
      idle.rest();
      refused = incoming.statusCode === undefined || incoming.statusCode >= 400;
      // An error without a reader must not end the process; a reader gets `failure`.
      incoming.on('error', () => {});
      const problem = problemOf(incoming);
      if (problem !== undefined) {
        const message = `${describe(address)} ${problem}: is the same version of Brique running there?`;
        fail(new BriqueError('protocol_mismatch', message));
        return;
      }
      resolve({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), body: readBody(incoming) });
    });
    sendBody(
      call,
      request.body,
      // The end of the call lets a body that waits for it go on, once.
      () => response === undefined && failure === undefined && idle.watch(),
      () => refused,
    ).catch(fail);

    async function* readBody(incoming: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
      const maxBytes = request.maxBytes ?? options.defaultMaxBytes;
      const chunks: AsyncIterator<Uint8Array> = incoming[Symbol.asyncIterator]();
      let received = 0;
      let ended = false;
      try {
        if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(address, maxBytes);
        for (;;) {
          idle.watch();
          const next = await chunks.next();
          idle.rest();
          // A destroyed request drops what was buffered and may still end as if all were well.
          if (failure !== undefined) throw failure;
          if (next.done) break;
          received += next.value.length;
          if (received > maxBytes) throw tooLarge(address, maxBytes);
          yield next.value;
        }
        if (!incoming.complete) throw connectionLost(address, 'the answer is cut short');
        ended = true;
      } catch (error) {
        fail(error instanceof Error ? requestError(error, address) : new Error(String(error)));
        throw failure;
      } finally {
        idle.rest();
        signal?.removeEventListener('abort', onAbort);
        // A reader that stops early, or a refused upload: the connection is of no more use.
        if (!ended || (refused && !call.writableFinished)) call.destroy();
      }
    }
  });
}

/** A kept-open connection that the peer had closed meanwhile: nothing was answered, and a GET may be asked again. */
export class StaleConnection extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

/** Why a response cannot be taken, in words. */
function problemOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return `answered in an encoding that was not asked for (${encoding})`;
  // Without either, the end of the answer cannot be told from a cut connection. Of an error nobody needs the end (and Node's own, such
  // as 431, come without).
  const endMatters = statusCode < 400 && statusCode !== 204 && statusCode !== 304;
  if (endMatters && headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
    return 'answered without saying how long the answer is';
  }
  return undefined;
}

function sendsMuch({ body }: PeerRequest): boolean {
  if (body === undefined) return false;
  return typeof body === 'string' || body instanceof Uint8Array ? body.length > MUCH : true;
}

function lengthOf({ body }: PeerRequest): Record<string, string> {
  if (typeof body === 'string') return { 'content-length': String(Buffer.byteLength(body)) };
  return body instanceof Uint8Array ? { 'content-length': String(body.byteLength) } : {};
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function tooLarge(address: PeerAddress, maxBytes: number): BriqueError {
  return new BriqueError('too_large', `${describe(address)} answered with more than ${maxBytes} bytes.`);
}
