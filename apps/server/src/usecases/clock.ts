/** The wall clock, passed in so that tests and simulations own time. */
export interface WallClock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: WallClock = { now: () => Date.now() };

/** @param millis since 1970 @returns ISO 8601 UTC with milliseconds */
export function isoTime(millis: number): string {
  if (millis !== lastTime.millis) lastTime = { millis, iso: new Date(millis).toISOString() };
  return lastTime.iso;
}

/** Items of a batch were mostly made and changed in the same millisecond, and formatting a time takes longer than most of the rest. */
let lastTime = { millis: 0, iso: new Date(0).toISOString() };
