import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, type TLSSocket, connect as upgrade } from 'node:tls';
import { BriqueError } from '../../usecases/brique-error.js';
import { describe, type PeerAddress } from './peer-address.js';
import { cancelled, handshakeError, seconds } from './transport-errors.js';

/** A TLS connection in the making. */
export interface SecureSocket {
  /** Not to be written to before `ready`. */
  tls: TLSSocket;
  /** The TCP connection below: its counters are the bytes on the wire. */
  wire: Socket;
  /**
   * The handshake is done and Node verified what the options ask for.
   * @throws BriqueError `peer_unreachable`, `identity_mismatch`, `cancelled` (the signal, or destroyed here)
   */
  ready: Promise<void>;
}

/**
 * Connects and shakes hands, and nothing more: no session is offered, no server named, no application byte sent.
 * @param options how to verify
 * @param timeoutMs for the whole of it, name lookup included
 */
export function openSecureSocket(
  address: PeerAddress,
  options: ConnectionOptions,
  timeoutMs: number,
  signal?: AbortSignal,
): SecureSocket {
  const wire = connect({ ...address, noDelay: true });
  // An address is only a hint, so there is no server name to ask for.
  const tls = upgrade({ ...options, socket: wire, minVersion: 'TLSv1.3', servername: '' });

  const ready = new Promise<void>((resolve, reject) => {
    const settle = (error?: Error) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (error === undefined) return resolve();
      reject(error);
      tls.destroy();
      wire.destroy();
    };
    const onAbort = () => settle(cancelled(address));
    const timer = setTimeout(() => {
      const advice = 'Is Brique running there, and does a firewall let it through?';
      const message = `${describe(address)} did not answer within ${seconds(timeoutMs)}. ${advice}`;
      settle(new BriqueError('peer_unreachable', message));
    }, timeoutMs);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });

    // These listeners stay: an error that comes late must not end the process.
    wire.on('error', (error) => settle(handshakeError(error, address, tls)));
    tls.on('error', (error) => settle(handshakeError(error, address, tls)));
    tls.once('close', () => settle(cancelled(address)));
    tls.once('secureConnect', () => settle());
  });
  return { tls, wire, ready };
}
