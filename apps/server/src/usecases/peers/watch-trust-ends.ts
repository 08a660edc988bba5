import type { WallClock } from '../clock.js';
import type { Events } from '../events.js';
import type { Peers } from './peers.js';

/** The longest that one timer waits; a clock set forward is noticed then at the latest. */
const LONGEST_MS = 60_000;

/**
 * Ends trust that was given until a time when that time has come, whatever else happens.
 * @returns a function that stops it
 */
export function watchTrustEnds(
  peers: Pick<Peers, 'endOverdue'>,
  wall: WallClock,
  events: Events,
  log: (message: string, error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const look = async () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const next = await peers.endOverdue();
    if (stopped || next === null || timer !== null) return;
    timer = setTimeout(run, Math.min(LONGEST_MS, Math.max(0, next - wall.now()))).unref();
  };
  const run = () => {
    look().catch((error) => log('could not end the trust of instances whose time is over', error));
  };
  const unsubscribe = events.subscribe((name) => {
    if (name === 'peers-changed') run();
  });
  run();
  return () => {
    stopped = true;
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}
