import type { SyncErrorCode, SyncTrigger } from '@brique/shared';
import type { Fingerprint } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { isSyncErrorCode } from '../gossip/sync-error-code.js';
import { STORAGE_FAULT_WORDS, storageFault } from '../storage-fault.js';

/** An item that one side did not take. */
export interface Refusal {
  /** A RejectCode, or what a newer version says. */
  readonly code: string;
  /** The other side refused ours. */
  readonly there: boolean;
}

/** What a session has done so far, seen from this side. The counts say what happened. */
export interface SessionRecord {
  /** Row of the log once there is one: from the first batch that changed something, else at the end. */
  logId: number | null;
  readonly peerId: string;
  readonly peerName: string;
  /** ms since 1970 */
  readonly startedAt: number;
  readonly trigger: SyncTrigger;
  readonly initiatedBy: 'us' | 'them';
  itemsReceived: number;
  itemsSent: number;
  conflicts: number;
  rejected: number;
  /** Items whose change waits for a decision here, and there. */
  held: number;
  heldThere: number;
  /** The items counted in `rejected` that could be read, by id: one that comes again, when the session reconciles, counts once. */
  readonly refusals: Map<string, Refusal>;
  bytesReceived: number;
  bytesSent: number;
  /** Proof failed with nothing left to send. */
  reconciled: boolean;
}

export function newSessionRecord(
  start: Pick<SessionRecord, 'peerId' | 'peerName' | 'startedAt' | 'trigger' | 'initiatedBy'>,
): SessionRecord {
  return {
    ...start,
    logId: null,
    itemsReceived: 0,
    itemsSent: 0,
    conflicts: 0,
    rejected: 0,
    held: 0,
    heldThere: 0,
    refusals: new Map(),
    bytesReceived: 0,
    bytesSent: 0,
    reconciled: false,
  };
}

/** Counts what a batch did here. */
export function countReceived(
  record: SessionRecord,
  group: {
    readonly applied: number;
    readonly conflicts: number;
    readonly held: number;
    readonly rejected: readonly { readonly id: string; readonly code: string }[];
  },
): void {
  record.itemsReceived += group.applied;
  record.conflicts += group.conflicts;
  record.held += group.held;
  countRejected(record, group.rejected, false);
}

/** Counts refused items. @param rejected '' stands for an id that could not be read @param there by the other side */
export function countRejected(
  record: SessionRecord,
  rejected: readonly { readonly id: string; readonly code: string }[],
  there: boolean,
): void {
  for (const { id, code } of rejected) {
    if (id !== '' && record.refusals.has(id)) continue;
    if (id !== '') record.refusals.set(id, { code, there });
    record.rejected += 1;
  }
}

export interface SessionEnd {
  readonly durationMs: number;
  /** null when it succeeded */
  readonly error: SessionFailure | null;
  /** The comparison at its end, when it came to that. */
  readonly proof: { readonly identical: boolean; readonly fingerprint: Fingerprint } | null;
}

export interface SessionFailure {
  readonly code: SyncErrorCode;
  readonly message: string;
}

/** Where sessions are recorded. */
export interface SessionLogs {
  /** Closes the log line of a session, and notes on the peer when it was last synchronised and whether it is identical. */
  end(record: SessionRecord, end: SessionEnd): Promise<void>;
  /** Closes lines that a killed process left open. */
  closeInterrupted(): Promise<void>;
}

/** The failure that an error stands for in the log and on the page. */
export function failureOf(error: unknown): SessionFailure {
  if (error instanceof BriqueError && isSyncErrorCode(error.code)) {
    return { code: error.code, message: error.message };
  }
  const fault = storageFault(error);
  if (fault !== null) return { code: fault, message: STORAGE_FAULT_WORDS[fault] };
  // What the database says of a mistake of ours repeats the statement, with people's texts in it; the peer would be told.
  const code = String((error as { code?: unknown } | null)?.code);
  if (code.startsWith('SQLITE_')) {
    return { code: 'internal', message: `The database refused what Brique asked of it (${code}).` };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
