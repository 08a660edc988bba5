import type { SyncErrorCode } from '@brique/shared';

const SYNC_CODES: Record<SyncErrorCode, true> = {
  not_trusted: true,
  already_syncing: true,
  peer_unreachable: true,
  peer_refused: true,
  clock_skew: true,
  identity_mismatch: true,
  protocol_mismatch: true,
  connection_lost: true,
  cancelled: true,
  disk_full: true,
  database_damaged: true,
  disk_failed: true,
  internal: true,
};

/** @returns whether a peer may give this as the reason why a session failed */
export function isSyncErrorCode(code: string): code is SyncErrorCode {
  return Object.hasOwn(SYNC_CODES, code);
}
