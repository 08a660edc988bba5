/**
 * Hybrid logical clock: wall-clock milliseconds that never run backwards, and a counter for what happens within
 * one of them. Kulkarni et al., "Logical Physical Clocks" (2014). Only writes are stamped, so receiving takes the
 * maximum and does not count as an event of its own.
 */
export interface Hlc {
  /** Milliseconds since 1970. */
  readonly millis: number;
  /** 0 … 0xffff. */
  readonly counter: number;
}

/** An Hlc as sortable text: 12 hex digits of milliseconds, 4 of counter. */
export type Clock = string;

/** How far ahead of the receiver's wall clock a stamp may be, in milliseconds. */
export const MAX_DRIFT_MS = 5 * 60 * 1000;

export const HLC_ZERO: Hlc = { millis: 0, counter: 0 };

const MAX_COUNTER = 0xffff;
/** Largest value 12 hex digits hold; about the year 10889. */
const MAX_MILLIS = 0xffff_ffff_ffff;

/**
 * The time of a new write: later than every time seen, and the wall clock's where that is later still. A clock that
 * regresses or stands still moves the counter, and a full counter moves to the next millisecond.
 * @param last the latest time seen or given out
 * @param now wall clock, ms since 1970
 */
export function tick(last: Hlc, now: number): Hlc {
  const wall = Math.min(Math.max(0, Math.floor(now)), MAX_MILLIS);
  if (wall > last.millis) return { millis: wall, counter: 0 };
  if (last.counter < MAX_COUNTER) return { millis: last.millis, counter: last.counter + 1 };
  if (last.millis >= MAX_MILLIS) throw new RangeError('hybrid logical clock is exhausted');
  return { millis: last.millis + 1, counter: 0 };
}

/**
 * Takes note of a time seen elsewhere, so that the next tick is later.
 * @param last the latest time seen or given out
 * @param remote a time from a stamp
 * @param now wall clock, ms since 1970
 * @returns the new state, or null when `remote` is more than MAX_DRIFT_MS ahead of `now`: such a time is refused and
 *   must not move the clock
 */
export function receive(last: Hlc, remote: Hlc, now: number): Hlc | null {
  if (isAhead(remote, now)) return null;
  return laterOf(last, remote);
}

export function laterOf(a: Hlc, b: Hlc): Hlc {
  return b.millis > a.millis || (b.millis === a.millis && b.counter > a.counter) ? b : a;
}

/** Whether a time lies further in the future than clocks may differ. */
export function isAhead(time: Hlc, now: number): boolean {
  return time.millis > now + MAX_DRIFT_MS;
}

/** The latest time that is not too far in the future, as text. @param now wall clock, ms since 1970 */
export function latestAccepted(now: number): Clock {
  return encodeClock({ millis: Math.floor(now) + MAX_DRIFT_MS, counter: MAX_COUNTER });
}

export function encodeClock(time: Hlc): Clock {
  return time.millis.toString(16).padStart(12, '0') + time.counter.toString(16).padStart(4, '0');
}

/** @param clock 16 hex digits, already checked (see isStamp) */
export function decodeClock(clock: Clock): Hlc {
  return {
    millis: Number.parseInt(clock.slice(0, 12), 16),
    counter: Number.parseInt(clock.slice(12, 16), 16),
  };
}
