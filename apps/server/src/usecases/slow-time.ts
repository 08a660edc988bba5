/** A time that only looks move on. */
export interface SlowTime {
  /** The wall clock at the last look, ms since 1970. */
  readonly at: number;
  /** Milliseconds counted so far. */
  readonly time: number;
}

export const DAY_MS = 24 * 60 * 60 * 1000;
/** What it moves on at most between two looks. */
const MAX_STEP_MS = 31 * DAY_MS;

/**
 * Moves on with the wall clock from look to look, never back and at most a month at once. Whatever is thrown away by its age is counted
 * in such a time: a computer that starts in the wrong year must throw nothing away before somebody notices.
 * @param last as it was kept after the last look; anything else begins anew
 * @param now wall clock, ms since 1970
 */
export function stepTime(last: unknown, now: number): SlowTime {
  const { at, time } = (last ?? {}) as Partial<Record<'at' | 'time', unknown>>;
  if (typeof at !== 'number' || typeof time !== 'number') return { at: now, time: 0 };
  return { at: now, time: time + Math.min(Math.max(0, now - at), MAX_STEP_MS) };
}
