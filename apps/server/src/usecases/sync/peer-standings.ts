import type { Timing } from '../timing.js';
import { retryDelay } from './retry-delay.js';

/** How it went lately with each peer that sessions are begun with by themselves. */
export interface PeerStandings {
  /** When it may be turned to again, on Timing's clock; long past when nothing speaks against it. */
  notBefore(id: string): number;
  isRested(id: string): boolean;
  /** All is well with it, or it is told from now on as if. */
  clear(id: string): void;
  failed(id: string, code: string): void;
  /** It could not have a session just now, which is no failure. @param ms until it is asked again */
  busy(id: string, ms: number): void;
  /** It is online again. */
  appeared(id: string): void;
}

interface Standing {
  failures: number;
  notBefore: number;
  /** It counts as gone only because it did not answer us. */
  isLostByUs: boolean;
}

/** Codes after which the dialer takes a peer for gone, though it may go on announcing itself. */
const NOT_THERE: ReadonlySet<string> = new Set(['peer_unreachable', 'identity_mismatch', 'connection_lost']);

export function createPeerStandings(timing: Timing): PeerStandings {
  const standings = new Map<string, Standing>();
  const of = (id: string): Standing => {
    const known = standings.get(id) ?? { failures: 0, notBefore: 0, isLostByUs: false };
    standings.set(id, known);
    return known;
  };
  return {
    notBefore: (id) => standings.get(id)?.notBefore ?? 0,
    isRested: (id) => (standings.get(id)?.notBefore ?? 0) <= timing.now(),
    clear: (id) => standings.delete(id),
    failed(id, code) {
      const peer = of(id);
      peer.failures += 1;
      peer.notBefore = timing.now() + retryDelay(code, peer.failures, timing.random());
      peer.isLostByUs = NOT_THERE.has(code);
    },
    busy(id, ms) {
      of(id).notBefore = timing.now() + ms;
    },
    appeared(id) {
      // One that only we cannot reach has not come back because it announces itself again.
      if (standings.get(id)?.isLostByUs) of(id).isLostByUs = false;
      else standings.delete(id);
    },
  };
}
