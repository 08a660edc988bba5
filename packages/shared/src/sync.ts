/** What started a session. */
export type SyncTrigger = 'manual' | 'automatic' | 'change' | 'bundle';

/** The outcome of a session, seen from the instance that ran it. Sizes in bytes, as on the wire above TLS. */
export interface SyncResult {
  peerId: string;
  /** Items the session changed here. */
  itemsReceived: number;
  /** Items the session changed there. */
  itemsSent: number;
  /** Items in which a true conflict was found. */
  conflicts: number;
  /** Items refused for what they held. */
  rejected: number;
  /** Items whose change waits here for the owner’s decision: the session would have deleted or overwritten too many at once. */
  held: number;
  /** Items whose change waits for a decision on the other side. */
  heldThere: number;
  bytesReceived: number;
  bytesSent: number;
  durationMs: number;
  /** Both sides proved to hold the same when the session ended. */
  identical: boolean;
}

/** One line of the history: what a session did, failed ones included. */
export interface SyncLog {
  id: number;
  peerId: string;
  peerName: string;
  timestamp: string;
  trigger: SyncTrigger;
  initiatedBy: 'us' | 'them';
  itemsReceived: number;
  itemsSent: number;
  conflicts: number;
  rejected: number;
  held: number;
  heldThere: number;
  bytesReceived: number;
  bytesSent: number;
  durationMs: number;
  /** Both sides held different items with nothing left to send, and had to be compared item by item. */
  reconciled: boolean;
  /** null when it succeeded; otherwise a SyncErrorCode, a colon, and the reason in words. */
  error: string | null;
}

/** `GET /sync/history`, newest first. */
export interface SyncHistoryPage {
  logs: SyncLog[];
  nextCursor: string | null;
}

/** Why a session did not finish; the page has a text for each, saying what to do. */
export const SYNC_ERROR_CODES = [
  'not_trusted',
  'already_syncing',
  'peer_unreachable',
  'peer_refused',
  'clock_skew',
  'identity_mismatch',
  'protocol_mismatch',
  'connection_lost',
  'cancelled',
  'disk_full',
  'database_damaged',
  'disk_failed',
  'internal',
] as const;
export type SyncErrorCode = (typeof SYNC_ERROR_CODES)[number];

export type SyncPhase = 'connecting' | 'comparing' | 'receiving' | 'sending' | 'verifying';

/** `sync-progress` of a running session. `total` is null while unknown. */
export interface SyncProgress {
  peerId: string;
  /** What started it. */
  trigger: SyncTrigger;
  phase: SyncPhase;
  /** Items. */
  done: number;
  total: number | null;
  bytes: number;
}

/** What `GET gossip/info` says of an instance; the optional part is for trusted callers. */
export interface SyncInfo {
  instanceId: string;
  instanceName: string;
  protocol: number;
  /** The instance's wall clock, ISO 8601. */
  now: string;
  itemCount?: number;
  lastSync?: string | null;
  /** The cursor this instance holds for the caller's feed. */
  cursor?: string | null;
}

/** `GET gossip/items/changes` as JSON: documents of items (see docs/protocol.md) and the place to go on from. */
export interface ChangeSet {
  changes: unknown[];
  cursor: string;
  more: boolean;
}

/** `POST gossip/items/batch`. */
export interface BatchResult {
  /** Items the batch changed. */
  applied: number;
  conflicts: number;
  rejected: { id: string; code: string }[];
  /** Items whose change waits for the owner’s decision; absent when there are none. */
  held?: number;
  /** The cursor the receiver now holds for the sender's feed. */
  cursor: string | null;
}
