import type { Dialer } from './dial.js';
import type { KnownPeer, PeerStore } from './peer-store.js';
import type { Sightings } from './sightings.js';

/** Between two looks at the peers that mDNS does not see. */
export const HEARTBEAT_MS = 12_000;
/** Before the first: mDNS sees most of them by then. */
const FIRST_MS = 2000;
const MAX_AT_ONCE = 4;
const ANSWER_MS = 5_000;

/**
 * Looks after the trusted peers that mDNS does not see (another subnet, discovery off): each is asked whether it is there,
 * so that its status is true within 30 s. Those that mDNS sees need no asking.
 * @returns a function that stops it
 */
export function startHeartbeat(peers: PeerStore, sightings: Sightings, dialer: Dialer): () => void {
  const stopping = new AbortController();
  const look = async () => {
    const unseen = (await peers.list()).filter(
      ({ id, trust }) => trust === 'trusted' && sightings.candidate(id) === undefined,
    );
    const queue = [...unseen];
    const worker = async () => {
      for (let peer = queue.shift(); peer !== undefined; peer = queue.shift()) await ask(peer);
    };
    await Promise.all(Array.from({ length: MAX_AT_ONCE }, worker));
  };
  const ask = async (peer: KnownPeer) => {
    try {
      (await dialer.dial(peer, AbortSignal.any([stopping.signal, AbortSignal.timeout(ANSWER_MS)]))).close();
    } catch {
      // Offline: the dialer noted it, and the status says so.
    }
  };
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const lookAfter = (ms: number) => {
    timer = setTimeout(() => {
      running = look().finally(() => {
        if (!stopping.signal.aborted) lookAfter(HEARTBEAT_MS);
      });
    }, ms).unref();
  };
  lookAfter(FIRST_MS);
  return () => {
    stopping.abort();
    clearTimeout(timer);
    void running.catch(() => undefined);
  };
}
