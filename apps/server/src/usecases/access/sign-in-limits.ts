import type { WallClock } from '../clock.js';
import { WaitError } from './wait-error.js';

/** How fast passwords can be tried: growing waits for each address, and one pace for all strangers together. */
export interface SignInLimits {
  /**
   * Counts a try as failed; `succeeded` takes that back. Counted before the password is looked at, so that many at once are many.
   * @throws WaitError when it comes too early; then it is not counted
   */
  begin(address: string): void;
  succeeded(address: string): void;
}

interface Tries {
  count: number;
  /** ms since 1970 */
  last: number;
}

/** Tries without a wait, for people mistype: from one address, and from all strangers. */
const FREE_TRIES = 5;
const FREE_TRIES_OF_ALL = 20;
/** From one address: 1 s after the free ones, then twice as long each time. */
const MAX_WAIT_MS = 5 * 60_000;
/** Between two tries of all strangers. An address that signed in before is none: nobody can shut the owner out. */
const PACE_OF_ALL_MS = 10_000;
const FORGOTTEN_AFTER_MS = 60 * 60_000;
/** Addresses kept in mind; past that the oldest are forgotten, and the pace of all still holds. */
const MAX_ADDRESSES = 1000;

export function createSignInLimits(wall: WallClock): SignInLimits {
  const byAddress = new Map<string, Tries>();
  const friends = new Set<string>();
  let ofAll: Tries = { count: 0, last: 0 };

  const current = (tries: Tries | undefined): Tries =>
    tries === undefined || wall.now() - tries.last > FORGOTTEN_AFTER_MS ? { count: 0, last: 0 } : tries;
  const refuseEarly = (tries: Tries, wait: number) => {
    // A clock that was set back must not make anybody wait for longer than the wait.
    const left = Math.min(tries.last + wait - wall.now(), wait);
    if (left > 0) throw new WaitError(Math.ceil(left / 1000));
  };

  return {
    begin(address) {
      const key = networkOf(address);
      const tries = current(byAddress.get(key));
      refuseEarly(tries, waitAfter(tries.count));
      if (!friends.has(key)) {
        ofAll = current(ofAll);
        refuseEarly(ofAll, ofAll.count < FREE_TRIES_OF_ALL ? 0 : PACE_OF_ALL_MS);
        ofAll = { count: ofAll.count + 1, last: wall.now() };
      }
      byAddress.delete(key);
      byAddress.set(key, { count: tries.count + 1, last: wall.now() });
      forgetOldest(byAddress);
    },
    succeeded(address) {
      const key = networkOf(address);
      byAddress.delete(key);
      friends.add(key);
      forgetOldest(friends);
    },
  };
}

/** @param failed tries before @returns ms to wait for the next */
function waitAfter(failed: number): number {
  return failed < FREE_TRIES ? 0 : Math.min(1000 * 2 ** (failed - FREE_TRIES), MAX_WAIT_MS);
}

function forgetOldest(kept: Map<string, unknown> | Set<string>): void {
  const [oldest] = kept.keys();
  if (kept.size > MAX_ADDRESSES && oldest !== undefined) kept.delete(oldest);
}

/** One computer has all the IPv6 addresses of a /64, so they count as one. @returns IPv4 as it is, IPv6 as its first four groups */
function networkOf(address: string): string {
  const bare = address.toLowerCase().split('%')[0] ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!bare.includes(':')) return bare;
  const [head = '', tail = ''] = bare.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const gap = bare.includes('::') ? Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0') : [];
  return [...front, ...gap, ...back].slice(0, 4).join(':');
}
