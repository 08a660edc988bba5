/** The wall clock, passed in so that tests and simulations own time. */
export interface WallClock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: WallClock = { now: () => Date.now() };

/** @param millis since 1970 @returns ISO 8601 UTC with milliseconds */
export function isoTime(millis: number): string {
  return new Date(millis).toISOString();
}
