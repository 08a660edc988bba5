import type { Timing } from '../../src/usecases/timing.js';

/** Time that stands still until told to go on. */
export interface FakeTiming extends Timing {
  /** Lets `ms` milliseconds pass: timers fire in order, and what they start is carried out before the next. */
  advance(ms: number): Promise<void>;
  /** Timers that still wait. */
  pending(): number;
}

/** @param random what chance gives each time */
export function createFakeTiming(random = () => 0.5): FakeTiming {
  let now = 0;
  const timers = new Set<{ at: number; action: () => void }>();
  return {
    now: () => now,
    random,
    after(ms, action) {
      const timer = { at: now + ms, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pending: () => timers.size,
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.action();
        await settle();
      }
      now = end;
    },
  };
}

/** Lets promises that are already settled run their continuations. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
