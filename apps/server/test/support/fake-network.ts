import type { GossipCaller } from '../../src/adapters/http/gossip-caller.js';
import { BriqueError } from '../../src/usecases/brique-error.js';
import type {
  PeerConnection,
  PeerIdentity,
  PeerRequest,
  PeerResponse,
  PeerTransport,
} from '../../src/usecases/gossip/peer-transport.js';

/** Who answers at an address: its certificate, and its gossip app. */
interface Member {
  readonly identity: PeerIdentity;
  fetch(request: Request, caller: GossipCaller): Response | Promise<Response>;
  /** A caller's connection is gone. */
  disconnected(callerId: string): void;
}

/** What passes over the network; `message` counts the pieces of a response's body from 1, and is 0 for a request. */
export interface Passage {
  readonly from: string;
  readonly path: string;
  readonly message: number;
}

/** Instances in one process, at made-up addresses; certificates are compared as the real transport compares them. */
export interface FakeNetwork {
  readonly members: Map<string, Member>;
  /** Called for whatever passes; when it throws, the connection is cut there. */
  watch: (passage: Passage) => void | Promise<void>;
  transport(own: GossipCaller): PeerTransport;
}

export function createFakeNetwork(): FakeNetwork {
  const members = new Map<string, Member>();
  const at = (address: string): Member => {
    const member = members.get(address);
    if (member !== undefined) return member;
    throw new BriqueError('peer_unreachable', `Nobody answers at ${address}.`);
  };
  const network: FakeNetwork = {
    members,
    watch: () => undefined,
    transport: (own) => ({
      identify: async (address) => at(address).identity,
      connect: (address, peer) => connect(network, () => at(address), own, peer),
    }),
  };
  return network;
}

function connect(
  network: FakeNetwork,
  target: () => Member,
  own: GossipCaller,
  pinned: PeerIdentity,
): PeerConnection {
  const closing = new AbortController();
  const bytes = { received: 0, sent: 0 };

  const pass = async (member: Member, path: string, message: number) => {
    try {
      await network.watch({ from: own.instanceId, path, message });
    } catch (cause) {
      member.disconnected(own.instanceId);
      throw new BriqueError('connection_lost', 'The connection was cut.', [], { cause });
    }
  };

  async function* bodyOf(member: Member, path: string, response: Response, signal: AbortSignal) {
    if (response.body === null) return;
    let message = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      if (signal.aborted) throw cancelled();
      await pass(member, path, ++message);
      bytes.received += chunk.byteLength;
      yield chunk;
    }
  }

  return {
    async request(request: PeerRequest): Promise<PeerResponse> {
      const signal = AbortSignal.any([closing.signal, ...(request.signal ? [request.signal] : [])]);
      if (signal.aborted) throw cancelled();
      const member = target();
      if (member.identity.certificatePem !== pinned.certificatePem) {
        throw new BriqueError('identity_mismatch', 'Another instance answers there.');
      }
      await pass(member, request.path, 0);
      const body = await wholeBody(request.body);
      bytes.sent += body?.byteLength ?? 0;
      const response = await untilAborted(
        member.fetch(
          new Request(`http://gossip${request.path}`, {
            method: request.method,
            headers: request.headers ?? {},
            ...(body !== undefined && { body }),
          }),
          own,
        ),
        signal,
      );
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: bodyOf(member, request.path, response, signal),
      };
    },
    get bytesReceived() {
      return bytes.received;
    },
    get bytesSent() {
      return bytes.sent;
    },
    close: () => closing.abort(),
  };
}

async function wholeBody(body: PeerRequest['body']): Promise<Buffer | undefined> {
  if (body === undefined) return undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function untilAborted<T>(work: T | Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(cancelled()), { once: true });
  });
  aborted.catch(() => undefined);
  return Promise.race([work, aborted]);
}

function cancelled(): BriqueError {
  return new BriqueError('cancelled', 'The request was cancelled.');
}
