import type { RankedAddress } from './addresses.js';

/** Addresses of one candidate, each kept as long as something still names it. */
export interface CandidateAddresses {
  /** Adds what a packet claimed, or confirms it. */
  add(claimed: RankedAddress[], now: number): void;
  /** The most likely to work first, at most `max`. */
  list(now: number): string[];
}

interface Known extends RankedAddress {
  firstSeen: number;
  lastSeen: number;
  /** The host has since named another port. Kept, last in line: that other claim may be the forged one. */
  superseded: boolean;
}

/**
 * Keeps every address seen lately rather than the latest, since each is a mere claim: a forger can add, never replace.
 * @param max how many are kept
 * @param silenceMs how long one is kept without being named again
 */
export function createCandidateAddresses(max: number, silenceMs: number): CandidateAddresses {
  let known: Known[] = [];
  const dropSilent = (now: number) => {
    known = known.filter(({ lastSeen }) => now - lastSeen < silenceMs);
  };
  return {
    add(claimed, now) {
      dropSilent(now);
      for (const claim of claimed) {
        const same = known.find(({ address }) => address === claim.address);
        if (same) same.lastSeen = now;
        // A weaker claim than the one that put the address where it stands changes nothing about that.
        if (same && claim.rank > same.rank) continue;
        for (const other of known)
          if (other !== same && other.host === claim.host && claim.rank <= other.rank)
            other.superseded = true;
        if (!same) known.push({ ...claim, firstSeen: now, lastSeen: now, superseded: false });
        else if (same.superseded) Object.assign(same, { firstSeen: now, superseded: false });
        if (same) same.rank = claim.rank;
      }
      known = known.sort(byPromise).slice(0, max);
    },
    list(now) {
      dropSilent(now);
      return known.map(({ address }) => address);
    },
  };
}

/** Live ports first, then the better rank, then the newest. First sight, not last, so that heartbeats keep the order. */
function byPromise(a: Known, b: Known): number {
  return Number(a.superseded) - Number(b.superseded) || a.rank - b.rank || b.firstSeen - a.firstSeen;
}
