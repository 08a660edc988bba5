import type { Timing } from '../../usecases/timing.js';

/** RFC 6762, section 6: a record is multicast at most once a second per interface. */
const MIN_GAP_MS = 1000;
/** RFC 6762, section 6: 20 to 120 ms of chance, so that a room of instances does not answer in one burst. */
const MIN_WAIT_MS = 20;
const JITTER_MS = 100;

/** Turns any number of requests into at most one action a second. */
export interface Pacing {
  /** Asks for the action: it runs once, soon, however often this is called until then. Never dropped, only delayed. */
  request(): void;
  /** The action has just been done for another reason: pending requests are satisfied. */
  done(): void;
}

/** @param action what to do at most once a second */
export function createPacing(timing: Timing, action: () => void): Pacing {
  let lastDone = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  const done = () => {
    cancel?.();
    cancel = undefined;
    lastDone = timing.now();
  };
  return {
    request() {
      if (cancel) return;
      const chance = MIN_WAIT_MS + timing.random() * JITTER_MS;
      cancel = timing.after(Math.max(chance, lastDone + MIN_GAP_MS - timing.now()), () => {
        done();
        action();
      });
    },
    done,
  };
}
