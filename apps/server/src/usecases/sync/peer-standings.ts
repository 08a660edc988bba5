import type { Timing } from '../timing.js';
import { isPassing, retryDelay } from './retry-delay.js';

/** How it went lately with each peer that sessions are begun with by themselves. */
export interface PeerStandings {
  /** When it may be turned to again, on Timing's clock; long past when nothing speaks against it. */
  notBefore(id: string): number;
  isRested(id: string): boolean;
  /**
   * All is well with it, or it is told from now on as if. When it had failed, what kept it away may have kept others away as
   * well: those that failed for a reason that passes are tried again soon.
   */
  clear(id: string): void;
  /** @param hasMoved whether something went over in the session that failed */
  failed(id: string, code: string, hasMoved: boolean): void;
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
  /** Why it failed last may mend itself any moment. */
  isPassing: boolean;
}

/** How soon the others are tried when one that had failed is back, at most, ms. */
const TOGETHER_MS = 500;

/** Of a peer with which each session brings something before it is cut, no more failures than these count: 4 s are waited at most. */
const MOVING = 2;

/** Codes after which the dialer takes a peer for gone, though it may go on announcing itself. */
const NOT_THERE: ReadonlySet<string> = new Set(['peer_unreachable', 'identity_mismatch', 'connection_lost']);

export function createPeerStandings(timing: Timing): PeerStandings {
  const standings = new Map<string, Standing>();
  const of = (id: string): Standing => {
    const known = standings.get(id) ?? {
      ...{ failures: 0, notBefore: 0 },
      ...{ isLostByUs: false, isPassing: false },
    };
    standings.set(id, known);
    return known;
  };
  return {
    notBefore: (id) => standings.get(id)?.notBefore ?? 0,
    isRested: (id) => (standings.get(id)?.notBefore ?? 0) <= timing.now(),
    clear(id) {
      const hadFailed = (standings.get(id)?.failures ?? 0) > 0;
      standings.delete(id);
      if (!hadFailed) return;
      for (const other of standings.values()) {
        if (!other.isPassing) continue;
        other.notBefore = Math.min(other.notBefore, timing.now() + timing.random() * TOGETHER_MS);
      }
    },
    failed(id, code, hasMoved) {
      const peer = of(id);
      // Much over a bad network comes in many pieces.
      const before = hasMoved && code === 'connection_lost' ? Math.min(peer.failures, MOVING) : peer.failures;
      peer.failures = before + 1;
      peer.notBefore = timing.now() + retryDelay(code, peer.failures, timing.random());
      peer.isLostByUs = NOT_THERE.has(code);
      peer.isPassing = isPassing(code);
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
