/** Two clocks that are too far apart, as the instance that noticed it tells it. Times are ISO 8601. */
export interface ClockSkew {
  /** The instance whose clock is compared with the teller's. */
  named: string;
  isAhead: boolean;
  minutes: number;
  /** What the named instance's clock says. */
  there: string;
  /** What the teller's clock says. */
  here: string;
}

/** `checkClocks` of the server's usecases/sync/initiator.ts writes this. */
const TOLD = /^The clock of (.+) is (\d+) minutes? (ahead of|behind) .*\((\S+) there, (\S+) here\)/su;

/** @returns what a `clock_skew` failure's detail says; null when it says it in another form */
export function parseClockSkew(detail: string): ClockSkew | null {
  const [, named, minutes, direction, there, here] = TOLD.exec(detail) ?? [];
  if (named === undefined || there === undefined || here === undefined) return null;
  if (Number.isNaN(Date.parse(there)) || Number.isNaN(Date.parse(here))) return null;
  return { named, isAhead: direction === 'ahead of', minutes: Number(minutes), there, here };
}

/** The same, seen from this instance; or from neither, when it cannot be told which of the two is which. */
export type SeenSkew =
  | { whose: 'theirs'; isAhead: boolean; theirs: string; ours: string }
  | { whose: 'unknown'; earlier: string; later: string };

/**
 * Turns it to our side. Mostly the other instance notices it first and tells about our clock, and its words reach us
 * as they are; the name tells who speaks of whom.
 * @param names of the other instance and of this one
 */
export function seenFromHere(skew: ClockSkew, names: { peer: string; self: string | undefined }): SeenSkew {
  const { named, isAhead, there, here } = skew;
  if (named === names.peer && named !== names.self)
    return { whose: 'theirs', isAhead, theirs: there, ours: here };
  if (named === names.self && named !== names.peer) {
    return { whose: 'theirs', isAhead: !isAhead, theirs: here, ours: there };
  }
  const [earlier, later] = isAhead ? [here, there] : [there, here];
  return { whose: 'unknown', earlier, later };
}
