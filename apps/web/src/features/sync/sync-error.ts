import { SYNC_ERROR_CODES, type SyncErrorCode, type SyncLog } from '@brique/shared';

/** A session's failure: what to say about it, and what the server knew beyond. */
export interface SyncFailure {
  code: SyncErrorCode;
  detail: string;
}

/** @returns whether the page has words of its own for a session that ended with this code */
export function isSyncErrorCode(code: string): code is SyncErrorCode {
  return (SYNC_ERROR_CODES as readonly string[]).includes(code);
}

/**
 * Reads `SyncLog.error`: a code, a colon, and the reason in words.
 * @returns the failure; a text without a known code becomes the detail of `internal`
 */
export function parseSyncError(error: string): SyncFailure {
  const colon = error.indexOf(':');
  const code = (colon < 0 ? error : error.slice(0, colon)).trim();
  if (!isSyncErrorCode(code)) return { code: 'internal', detail: error.trim() };
  return { code, detail: colon < 0 ? '' : error.slice(colon + 1).trim() };
}

/** A text for each code, and for what a code alone would tell wrongly. */
export type FailureText = SyncErrorCode | 'refused_otherwise' | 'certificate_dates' | 'withdrawn';

/** @returns which text says what happened: that of the code, unless the server's reason is known to be another */
export function failureText({ code, detail }: SyncFailure): FailureText {
  // The code also stands for an answer that makes no sense or says that something broke there.
  if (code === 'peer_refused' && detail !== '' && !/has not approved/.test(detail))
    return 'refused_otherwise';
  if (code === 'identity_mismatch' && /this machine’s date/.test(detail)) return 'certificate_dates';
  if (code === 'not_trusted' && /withdrawn/.test(detail)) return 'withdrawn';
  return code;
}

/** Our text says all there is to say about these; what the server adds would repeat it. */
const SELF_EXPLAINING: readonly FailureText[] = [
  'not_trusted',
  'withdrawn',
  'already_syncing',
  'peer_refused',
  'cancelled',
  'disk_full',
  'database_damaged',
];

/** @returns what the server knew beyond our text, in its words; null for nothing */
export function technicalDetail(failure: SyncFailure): string | null {
  const { code, detail } = failure;
  if (detail === '' || SELF_EXPLAINING.includes(failureText(failure))) return null;
  if (code === 'connection_lost' && /was lost before the end/.test(detail)) return null;
  return detail;
}

/** Failures that stay true until somebody acts, so that the card goes on saying them. */
const LASTING: readonly SyncErrorCode[] = [
  'peer_refused',
  'clock_skew',
  'identity_mismatch',
  'protocol_mismatch',
  'disk_full',
  'database_damaged',
  // No failure, but the work is half done until somebody synchronises again.
  'cancelled',
];

/**
 * @param log the newest session with an instance
 * @returns its failure when the card should still show it
 */
export function lastingFailure(log: Pick<SyncLog, 'error'> | undefined): SyncFailure | null {
  if (!log?.error) return null;
  const failure = parseSyncError(log.error);
  return LASTING.includes(failure.code) ? failure : null;
}
