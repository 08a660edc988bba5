/** Time, timers and chance, passed in so that a test owns them. */
export interface Timing {
  /** Milliseconds since any fixed moment; never jumps when somebody sets the wall clock. */
  now(): number;
  /**
   * Runs `action` once, `ms` milliseconds from now.
   * @returns a function that cancels it
   */
  after(ms: number, action: () => void): () => void;
  /** Uniform in [0, 1); spreads the packets of many instances over time. */
  random(): number;
}

export const systemTiming: Timing = {
  now: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

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
