import type { ConnectionOptions } from 'node:tls';
import { BriqueError } from '../../usecases/brique-error.js';
import type {
  Identity,
  PeerConnection,
  PeerIdentity,
  PeerRequest,
  PeerResponse,
  PeerTransport,
} from '../../usecases/gossip/peer-transport.js';
import { BEAT_MS } from './beat.js';
import { type Beats, exchange, StaleConnection } from './exchange.js';
import { type PeerAddress, parsePeerAddress } from './peer-address.js';
import { PinnedAgent } from './pinned-agent.js';
import { createPinnedVerification } from './pinned-verification.js';
import { provenIdentity } from './proven-identity.js';
import { openSecureSocket } from './secure-socket.js';
import { cancelled, requestError } from './transport-errors.js';

export interface PeerTransportLimits {
  /** Milliseconds for name lookup, TCP and TLS together. */
  connectTimeoutMs: number;
  /** Milliseconds after which a slow try to connect is joined by another. */
  connectAgainMs: number;
  /** Milliseconds without a byte while one is awaited. */
  idleTimeoutMs: number;
  /**
   * Milliseconds without a byte after which a peer that beats is asked on a new connection whether it is there; if it is, the
   * connection that stands still is given up.
   */
  silenceMs: number;
  /** Milliseconds until the head of an answer, however often the peer says that it is at work. */
  workMs: number;
  /** Milliseconds that an unused connection is kept open; below the listener's keep-alive. */
  keepAliveMs: number;
  /** Bytes of a response body when the request sets no `maxBytes`. */
  defaultMaxBytes: number;
}

const DEFAULT_LIMITS: PeerTransportLimits = {
  connectTimeoutMs: 10_000,
  connectAgainMs: 2_000,
  idleTimeoutMs: 30_000,
  silenceMs: 3 * BEAT_MS,
  workMs: 15 * 60_000,
  keepAliveMs: 50_000,
  defaultMaxBytes: 16 * 1024 * 1024,
};

/**
 * The way to other instances over TLS 1.3, with both certificates pinned (docs/decisions/0004-tls-pinning.md).
 * @param identity ours, shown to peers that proved theirs
 */
export function createPeerTransport(
  identity: Identity,
  limits: Partial<PeerTransportLimits> = {},
): PeerTransport {
  const settings = { ...DEFAULT_LIMITS, ...limits };
  const verificationOf = createPinnedVerification(identity);
  const beating = new Map<string, boolean>();
  return {
    identify: (address, signal) => identify(address, settings, signal),
    connect: (address, peer) => {
      const target = parsePeerAddress(address);
      const beats: Beats = {
        known: () => beating.get(peer.instanceId),
        note: (does) => void beating.set(peer.instanceId, does),
      };
      return connect(target, () => verificationOf(peer, target), { ...settings, beats });
    },
  };
}

/** Reads the certificate of whoever answers, and shows none: who asks is nobody's business before a person decided to know them. */
async function identify(
  address: string,
  limits: PeerTransportLimits,
  signal?: AbortSignal,
): Promise<PeerIdentity> {
  const target = parsePeerAddress(address);
  // Any certificate will do, as the question is whose it is. TLS proves that the other end holds its private key.
  const anyone = { rejectUnauthorized: false, checkServerIdentity: () => undefined };
  const tls = await openSecureSocket(target, {
    verification: anyone,
    timeoutMs: limits.connectTimeoutMs,
    againMs: limits.connectAgainMs,
    signal,
  });
  const proven = provenIdentity(tls);
  // Not destroy(): the handshake's last message and the goodbye go out first, so that the other end sees no error.
  tls.destroySoon();
  if (proven !== undefined) return proven;
  throw new BriqueError('peer_unreachable', `${address} answered with a certificate that cannot be used.`);
}

function connect(
  target: PeerAddress,
  verification: () => ConnectionOptions,
  settings: PeerTransportLimits & { beats: Beats },
): PeerConnection {
  const agent = new PinnedAgent(target, verification, settings);

  return {
    async request(request: PeerRequest): Promise<PeerResponse> {
      for (;;) {
        if (agent.closed) throw cancelled(target);
        try {
          return await exchange(request, { agent, address: target, ...settings });
        } catch (error) {
          if (!(error instanceof StaleConnection)) throw error;
          // Ends: each try uses up a kept-open connection, and a new one is never stale.
          if (request.method !== 'GET' || request.body !== undefined) throw requestError(error, target);
        }
      }
    },
    get bytesReceived() {
      return agent.bytesReceived;
    },
    get bytesSent() {
      return agent.bytesSent;
    },
    close() {
      agent.destroy();
    },
  };
}
