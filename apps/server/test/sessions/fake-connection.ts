import { BriqueError } from '../../src/usecases/brique-error.js';
import type { PeerConnection, PeerRequest, PeerResponse } from '../../src/usecases/gossip/peer-transport.js';
import type { FakeNetwork, Host } from './fake-network.js';
import type { FakeSocket } from './fake-socket.js';
import { cancelled, connectionLost, unreachable } from './transport-failures.js';
import type { Fault } from './weather.js';
import { countItems, requestBody } from './wire-bodies.js';

const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;
/** What a request's and a response's head take on the wire, roughly. */
const HEAD_BYTES = 200;

/** A kept-open connection, as the TLS adapter makes it: idle sockets are used again, requests that overlap get one each. */
export class FakeConnection implements PeerConnection {
  bytesReceived = 0;
  bytesSent = 0;
  readonly #idle = new Set<FakeSocket>();
  readonly #busy = new Set<FakeSocket>();
  #closed = false;

  constructor(
    private readonly network: FakeNetwork,
    private readonly from: Host,
    private readonly reach: () => Host,
  ) {}

  async request(request: PeerRequest): Promise<PeerResponse> {
    if (this.#closed || request.signal?.aborted) throw cancelled();
    const body = await bytesOf(request.body);
    const fault = this.network.weather.fault(request, body.length);
    if (fault.kind === 'unreachable') throw unreachable();
    const to = this.reach();
    const socket = this.#take(to);
    const onAbort = () => socket.destroy(cancelled());
    request.signal?.addEventListener('abort', onAbort, { once: true });
    const release = () => {
      request.signal?.removeEventListener('abort', onAbort);
      this.#busy.delete(socket);
      if (socket.isOpen && !this.#closed) this.#idle.add(socket);
    };
    try {
      const response = await this.#exchange(request, body, to, socket, fault);
      const headers = Object.fromEntries(response.headers);
      return {
        status: response.status,
        headers,
        body: this.#read(request, response, socket, fault, release),
      };
    } catch (error) {
      socket.destroy(connectionLost());
      release();
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    for (const socket of [...this.#idle, ...this.#busy]) socket.destroy(cancelled());
  }

  #take(to: Host): FakeSocket {
    const idle = [...this.#idle].find((socket) => socket.isOpen);
    const socket = idle ?? this.network.open(this.from, to);
    this.#idle.delete(socket);
    this.#busy.add(socket);
    return socket;
  }

  async #exchange(
    request: PeerRequest,
    body: Uint8Array,
    to: Host,
    socket: FakeSocket,
    fault: Fault,
  ): Promise<Response> {
    const { network } = this;
    const cutAt = fault.kind === 'cut-request' ? fault.at : null;
    this.bytesSent += HEAD_BYTES + (cutAt ?? body.length);
    if (cutAt === 0) {
      socket.destroy(connectionLost());
      throw connectionLost();
    }
    const serve = (cut: number | null) => {
      const arrived = cut === null ? body : body.subarray(0, cut);
      network.counts.requests += 1;
      network.counts.sentItems += countItems(arrived);
      network.paths.push(request.path);
      return to.answer(
        new Request(`https://brique${request.path}`, {
          method: request.method,
          headers: { 'content-length': String(body.length), ...request.headers },
          ...(request.method !== 'GET' && requestBody(network.weather.pieces(arrived), socket, cut !== null)),
        }),
        this.from.identity,
      );
    };
    const response = await socket.during(serve(cutAt));
    // A GET has no body to be cut in: it arrives, and its answer finds nobody.
    if (fault.kind === 'lost-response' || (cutAt !== null && request.method === 'GET')) {
      drop(response);
      throw connectionLost();
    }
    if (fault.kind === 'late-copy') {
      network.keepLate(() => {
        if (network.isPlugged(to)) void serve(null).then(drop, () => undefined);
      });
    }
    if (fault.kind !== 'twice') return response;
    const again = await socket.during(serve(null));
    drop(fault.hears === 'first' ? again : response);
    return fault.hears === 'first' ? response : again;
  }

  async *#read(
    request: PeerRequest,
    response: Response,
    socket: FakeSocket,
    fault: Fault,
    release: () => void,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const cutAt = fault.kind === 'cut-response' || fault.kind === 'cut-long-response' ? fault.at : null;
    const reader = response.body?.getReader();
    const arrived: Uint8Array[] = [];
    let received = 0;
    let whole = false;
    this.bytesReceived += HEAD_BYTES;
    try {
      while (reader !== undefined) {
        const { done, value } = await socket.during(reader.read());
        if (done) break;
        for (const piece of this.network.weather.pieces(value)) {
          const left = cutAt === null ? piece : piece.subarray(0, Math.max(0, cutAt - received));
          received += left.length;
          this.bytesReceived += left.length;
          arrived.push(left);
          if (received > (request.maxBytes ?? DEFAULT_MAX_BYTES)) {
            throw new BriqueError('too_large', 'The answer is too large.');
          }
          if (left.length > 0) yield left;
          if (!socket.isOpen) await socket.during(new Promise<never>(() => undefined));
          if (left.length < piece.length) throw connectionLost();
        }
      }
      if (fault.kind === 'cut-response') throw connectionLost();
      whole = true;
    } finally {
      this.network.counts.receivedItems += countItems(Buffer.concat(arrived));
      if (!whole) {
        socket.destroy(connectionLost());
        reader?.cancel().catch(() => undefined);
      }
      release();
    }
  }
}

async function bytesOf(body: PeerRequest['body']): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array();
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Nobody is there to take the answer. */
function drop(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}
