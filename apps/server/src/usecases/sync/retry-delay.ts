/** After the first failure, and at most, ms. */
interface Backoff {
  readonly first: number;
  readonly most: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** It was there a moment ago. */
const CUT: Backoff = { first: SECOND, most: 15 * MINUTE };

/** What may mend itself any moment: a cable, a restart, a full network. */
const PASSING: Backoff = { first: 5 * SECOND, most: 15 * MINUTE };

/** What stays until somebody acts: trying more often changes nothing. */
const LASTING: Backoff = { first: 5 * MINUTE, most: 60 * MINUTE };

const PASSING_CODES: ReadonlySet<string> = new Set([
  'peer_unreachable',
  'connection_lost',
  'internal',
  'disk_failed',
]);

/** Whether what a session failed with may mend itself any moment. @param code SyncErrorCode */
export function isPassing(code: string): boolean {
  return PASSING_CODES.has(code);
}

/**
 * How long to leave a peer alone after a failed session: exponential, and spread so that instances that failed together do
 * not come back together.
 * @param code why it failed (SyncErrorCode)
 * @param failures in a row, this one included
 * @param chance uniform in [0, 1)
 * @returns ms, between half and all of the step
 */
export function retryDelay(code: string, failures: number, chance: number): number {
  const { first, most } = backoffOf(code);
  const step = Math.min(most, first * 2 ** (failures - 1));
  return step * (0.5 + chance / 2);
}

function backoffOf(code: string): Backoff {
  if (code === 'connection_lost') return CUT;
  return isPassing(code) ? PASSING : LASTING;
}
