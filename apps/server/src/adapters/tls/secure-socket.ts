import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, type TLSSocket, connect as upgrade } from 'node:tls';
import { BriqueError } from '../../usecases/brique-error.js';
import { describe, type PeerAddress } from './peer-address.js';
import { cancelled, handshakeError, seconds } from './transport-errors.js';

export interface SecureSocketOptions {
  /** How to verify who answers. */
  readonly verification: ConnectionOptions;
  /** Milliseconds for the whole of it, name lookup included. */
  readonly timeoutMs: number;
  /** Milliseconds after which another try begins beside those that are under way. */
  readonly againMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Given the TCP connection of each try: its counters are the bytes on the wire. */
  readonly onWire?: (wire: Socket) => void;
}

/** Tries at once, at most. */
const MAX_TRIES = 3;

/**
 * Connects and shakes hands, and nothing more: no session is offered, no server named, no application byte sent.
 *
 * What is lost of a handshake the system sends again only after ever longer waits, and after a bad moment of the network it may wait
 * long for one that is good again. So a slow try is joined by others, of which the older make room, and the first answer of any counts.
 * @throws BriqueError `peer_unreachable`, `identity_mismatch`, `cancelled` (the signal, or the TCP connection destroyed from here)
 */
export function openSecureSocket(address: PeerAddress, options: SecureSocketOptions): Promise<TLSSocket> {
  const { timeoutMs, againMs, signal } = options;
  return new Promise((resolve, reject) => {
    const tries = new Set<Try>();
    const settle = (outcome: TLSSocket | Error) => {
      clearTimeout(timeout);
      clearInterval(again);
      signal?.removeEventListener('abort', onAbort);
      for (const each of tries) if (each.tls !== outcome) each.destroy();
      tries.clear();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    const attempt = () => {
      const [first, second] = tries;
      if (first?.isLookingUp) return;
      // Not the first: a machine that is slow, or far away, may need all of the time.
      if (second !== undefined && tries.size >= MAX_TRIES) {
        tries.delete(second);
        second.destroy();
      }
      tries.add(tryOnce(address, options, settle));
    };
    const onAbort = () => settle(cancelled(address));
    const timeout = setTimeout(() => {
      const advice = 'Is Brique running there, and does a firewall let it through?';
      const message = `${describe(address)} did not answer within ${seconds(timeoutMs)}. ${advice}`;
      settle(new BriqueError('peer_unreachable', message));
    }, timeoutMs);
    const again = setInterval(attempt, againMs);
    if (signal?.aborted) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    attempt();
  });
}

interface Try {
  readonly tls: TLSSocket | undefined;
  /** Its name is being looked up: the system asks again by itself, and each more question would wait behind this one. */
  readonly isLookingUp: boolean;
  destroy(): void;
}

/** @param settle told how it ended; what is told later counts for nothing */
function tryOnce(
  address: PeerAddress,
  { verification, onWire }: SecureSocketOptions,
  settle: (outcome: TLSSocket | Error) => void,
): Try {
  const wire = connect({ ...address, noDelay: true });
  onWire?.(wire);
  let tls: TLSSocket | undefined;
  let isLookingUp = isIP(address.host) === 0;
  let isOver = false;
  const end = (outcome: TLSSocket | Error) => {
    if (isOver) return;
    isOver = true;
    settle(outcome);
  };
  // These listeners stay: an error that comes late must not end the process.
  const onError = (error: Error) => end(handshakeError(error, address, tls));
  wire.on('error', onError);
  wire.once('lookup', () => {
    isLookingUp = false;
  });
  wire.once('close', () => tls ?? end(cancelled(address)));
  // Not before: of a name with several addresses each has a handle of its own, and TLS on one that was given up ends the process.
  wire.once('connect', () => {
    // An address is only a hint, so there is no server name to ask for.
    tls = upgrade({ ...verification, socket: wire, minVersion: 'TLSv1.3', servername: '' });
    const secured = tls.on('error', onError).once('close', () => end(cancelled(address)));
    secured.once('secureConnect', () => end(secured));
  });
  return {
    get tls() {
      return tls;
    },
    get isLookingUp() {
      return isLookingUp;
    },
    destroy() {
      isOver = true;
      tls?.destroy();
      wire.destroy();
    },
  };
}
