/** Time, timers and chance, passed in so that a test owns them. */
export interface Timing {
  /** Milliseconds since any fixed moment; never jumps when somebody sets the wall clock. */
  now(): number;
  /**
   * Runs `action` once, `ms` milliseconds from now.
   * @returns a function that cancels it
   */
  after(ms: number, action: () => void): () => void;
  /** Uniform in [0, 1); spreads what many instances do over time. */
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
