import type { WallClock } from '../../src/usecases/clock.js';

/** A wall clock that stands still until it is moved. */
export interface FakeClock extends WallClock {
  /** @param millis negative to set it back */
  move(millis: number): void;
}

export const MINUTE = 60_000;

/** @param start ms since 1970 */
export function createFakeClock(start = Date.UTC(2026, 10, 22, 9)): FakeClock {
  let now = start;
  return {
    now: () => now,
    move(millis) {
      now += millis;
    },
  };
}
