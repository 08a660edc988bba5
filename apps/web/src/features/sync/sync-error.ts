import { SYNC_ERROR_CODES, type SyncErrorCode, type SyncLog } from '@brique/shared';

/** A session's failure: what to say about it, and what the server knew beyond. */
export interface SyncFailure {
  code: SyncErrorCode;
  detail: string;
}

function isSyncErrorCode(code: string): code is SyncErrorCode {
  return (SYNC_ERROR_CODES as readonly string[]).includes(code);
}

/** @returns the code, or `internal` for one that this page does not know */
export function syncErrorCode(code: string): SyncErrorCode {
  return isSyncErrorCode(code) ? code : 'internal';
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

/** Our text says all there is to say about these; what the server adds would repeat it. */
const SELF_EXPLAINING: readonly SyncErrorCode[] = [
  'not_trusted',
  'already_syncing',
  'peer_refused',
  'cancelled',
];

/** @returns what is worth adding to the text of a failure, '' for nothing */
export function usefulDetail({ code, detail }: SyncFailure): string {
  return SELF_EXPLAINING.includes(code) ? '' : detail;
}

/** Failures that stay true until somebody acts, so that the card goes on saying them. */
const LASTING: readonly SyncErrorCode[] = [
  'peer_refused',
  'clock_skew',
  'identity_mismatch',
  'protocol_mismatch',
  'disk_full',
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
