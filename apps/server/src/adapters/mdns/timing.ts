import type { Timing } from '../../usecases/timing.js';

/** Timers that end together. */
export interface TimerGroup extends Timing {
  /** Cancels every pending timer; later `after` calls do nothing. */
  end(): void;
}

/** @returns a view of `timing` whose pending timers can all be cancelled at once */
export function createTimerGroup(timing: Timing): TimerGroup {
  const pending = new Set<() => void>();
  let ended = false;
  return {
    now: timing.now,
    random: timing.random,
    after(ms, action) {
      if (ended) return () => {};
      const cancelTimer = timing.after(ms, () => {
        pending.delete(cancel);
        action();
      });
      const cancel = () => {
        pending.delete(cancel);
        cancelTimer();
      };
      pending.add(cancel);
      return cancel;
    },
    end() {
      ended = true;
      for (const cancel of [...pending]) cancel();
    },
  };
}
