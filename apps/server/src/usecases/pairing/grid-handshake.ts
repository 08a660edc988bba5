import { BriqueError } from '../brique-error.js';
import type { WallClock } from '../clock.js';
import type { GridKey } from './grid-key.js';
import { isProof, prove } from './proofs.js';

/** Time between the two calls of a handshake. */
const ANSWER_MS = 30_000;
/** Handshakes begun and not finished, in all. */
const MAX_PENDING = 256;
/** Wrong proofs from whoever within the window; then nobody is heard until it has passed. */
const MAX_WRONG = 30;
const WINDOW_MS = 60_000;
const NONCE_BYTES = 16;

/**
 * How two instances prove to each other that they hold the same grid key, without sending it. The caller proves first:
 *
 *     caller → POST grid/hello { nonce: c }        ← { nonce: r }
 *     caller → POST grid/prove { proof: P(caller) } ← { proof: P(responder) }
 *
 * P(side) = HMAC-SHA256(key, side, caller's id, responder's id, c, r). Both ids are proved by TLS and both nonces are new, so
 * a proof that was seen is worth nothing: not later, not from or to another certificate.
 */
export function gridProofParts(
  side: 'caller' | 'responder',
  { callerId, responderId, callerNonce, responderNonce }: Handshake,
): string[] {
  return ['brique-grid-1', side, callerId, responderId, callerNonce, responderNonce];
}

export interface Handshake {
  readonly callerId: string;
  readonly responderId: string;
  readonly callerNonce: string;
  readonly responderNonce: string;
}

/** The side that is called. */
export interface GridResponder {
  /** @param nonce of any shape @returns our nonce @throws BriqueError `grid_key_mismatch`, `malformed`, `too_many_requests` */
  hello(callerId: string, nonce: unknown): string;
  /** @returns our proof @throws BriqueError `grid_key_mismatch`, `too_many_requests` */
  prove(callerId: string, proof: unknown): string;
}

export function createGridResponder(
  instanceId: string,
  wall: WallClock,
  random: (bytes: number) => Uint8Array,
  key: () => GridKey | null,
): GridResponder {
  const pending = new Map<string, Handshake & { readonly until: number; readonly key: GridKey }>();
  let wrong: number[] = [];

  const hearKey = (): GridKey => {
    const held = key();
    if (held === null) throw mismatch();
    wrong = wrong.filter((at) => wall.now() - at < WINDOW_MS);
    if (wrong.length < MAX_WRONG) return held;
    throw new BriqueError('too_many_requests', 'Too many wrong grid keys were tried. Try again in a minute.');
  };

  return {
    hello(callerId, nonce) {
      const held = hearKey();
      if (!isNonce(nonce)) throw new BriqueError('malformed', 'Give `nonce` as 32 hex digits.');
      for (const [id, { until }] of pending) if (until <= wall.now()) pending.delete(id);
      if (pending.size >= MAX_PENDING) {
        throw new BriqueError('too_many_requests', 'Too many instances ask at once. Try again in a minute.');
      }
      const responderNonce = newNonce(random);
      const ids = { callerId, responderId: instanceId };
      pending.set(callerId, {
        ...ids,
        callerNonce: nonce,
        responderNonce,
        until: wall.now() + ANSWER_MS,
        key: held,
      });
      return responderNonce;
    },
    prove(callerId, proof) {
      const held = hearKey();
      const handshake = pending.get(callerId);
      pending.delete(callerId);
      // A key that was changed in between lets nobody in any more.
      if (handshake === undefined || handshake.until <= wall.now() || handshake.key !== held)
        throw mismatch();
      if (!isProof(held.secret, gridProofParts('caller', handshake), proof)) {
        wrong.push(wall.now());
        throw mismatch();
      }
      return prove(held.secret, gridProofParts('responder', handshake));
    },
  };
}

export function newNonce(random: (bytes: number) => Uint8Array): string {
  return Buffer.from(random(NONCE_BYTES)).toString('hex');
}

export function isNonce(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

function mismatch(): BriqueError {
  return new BriqueError('grid_key_mismatch', 'This instance has no grid key, or another one.');
}
