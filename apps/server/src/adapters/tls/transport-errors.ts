import type { TLSSocket } from 'node:tls';
import { BriqueError } from '../../usecases/brique-error.js';
import type { Reach } from '../../usecases/doctor/observations.js';
import { describe, type PeerAddress } from './peer-address.js';

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Is Brique running on that machine, and is the port right?',
  ECONNRESET:
    'the connection was closed at once. Is it the port for other instances (9080), not the web page’s?',
  EHOSTUNREACH: 'there is no way to that machine. Is it switched on and on the same network?',
  ENETUNREACH: 'there is no way to that network. Is this machine online?',
  ETIMEDOUT: 'it did not answer. Is it switched on, and does a firewall let Brique through?',
  ENOTFOUND: 'there is no machine of that name. Try its IP address.',
  EAI_AGAIN: 'its name could not be looked up. Try its IP address.',
};

/**
 * What an error during connecting or the handshake means. BriqueErrors stay as they are.
 * @param tls undefined before the handshake began
 */
export function handshakeError(error: Error, address: PeerAddress, tls: TLSSocket | undefined): BriqueError {
  if (error instanceof BriqueError) return error;
  // Set by Node when, and only when, the handshake went well and the certificate did not pass.
  const verification = tls?.authorizationError;
  if (verification) return identityMismatch(address, `certificate check: ${verification}`, error);
  const code = codeOf(error);
  const reason =
    code === 'EPROTO' || code.startsWith('ERR_SSL')
      ? 'what answers there does not speak TLS 1.3. Is it the port for other instances (9080), not the web page’s?'
      : (UNREACHABLE[code] ?? `${error.message || code}.`);
  return new BriqueError('peer_unreachable', `Cannot connect to ${describe(address)}: ${reason}`, [], {
    cause: error,
  });
}

/** The pinned certificate cannot pass today. `problem` completes "The certificate …". */
export function outsideItsDates(address: PeerAddress, problem: string): BriqueError {
  const today = new Date().toISOString().slice(0, 10);
  return new BriqueError(
    'identity_mismatch',
    `The certificate of the peer at ${describe(address)} ${problem}, seen from this machine’s date (${today}). Nothing was sent. Check ` +
      'the date of this machine; if it is right, the peer needs a new certificate and a new approval.',
  );
}

/** Somebody else answered. `detail` is for the technically minded. */
export function identityMismatch(address: PeerAddress, detail: string, cause?: Error): BriqueError {
  return new BriqueError(
    'identity_mismatch',
    `Another device answered at ${describe(address)} than the one you approved (${detail}). Nothing was sent to it. If that peer was ` +
      'set up anew, remove it here and approve it again; otherwise find out who answers at that address.',
    [],
    { cause },
  );
}

/** What an error on an established connection means. BriqueErrors stay as they are. */
export function requestError(error: Error, address: PeerAddress): BriqueError {
  if (error instanceof BriqueError) return error;
  const code = codeOf(error);
  if (code.startsWith('HPE_')) {
    const message = `${describe(address)} answered something that is not HTTP (${code}): is the same version of Brique running there?`;
    return new BriqueError('protocol_mismatch', message, [], { cause: error });
  }
  return connectionLost(address, `it was cut in the middle (${code || error.message})`, error);
}

export function connectionLost(address: PeerAddress, reason: string, cause?: Error): BriqueError {
  return new BriqueError(
    'connection_lost',
    `The connection to ${describe(address)} was lost: ${reason}. The next try goes on where this one stopped.`,
    [],
    { cause },
  );
}

export function cancelled(address: PeerAddress): BriqueError {
  return new BriqueError('cancelled', `The request to ${describe(address)} was cancelled.`);
}

/** Node's code of an error; of the last try when several addresses of one name were tried. */
function codeOf(error: Error): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors.at(-1));
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** @returns whether a kept-open connection turned out to be closed already: nothing was answered on it */
export function isStale(error: Error): boolean {
  return ['ECONNRESET', 'EPIPE'].includes(codeOf(error));
}

/** What an address is that could not be connected to, or answered no protocol of ours. */
export function whyUnreachable(error: BriqueError): Reach {
  if (error.code === 'protocol_mismatch' || error.code === 'peer_refused') return 'other_program';
  const code = error.cause instanceof Error ? codeOf(error.cause) : '';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown_name';
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'no_way';
  if (code === 'EPROTO' || code === 'ECONNRESET' || code.startsWith('ERR_SSL')) return 'other_program';
  return 'silent';
}

/** A duration for a message. */
export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
