import { type Digest, EMPTY_FINGERPRINT, type Fingerprint } from '@brique/sync-core';
import type { HeldCopy } from '../../src/usecases/sync/held-copies.js';

/** An item as the disk of a memory store holds it. */
export interface MemoryRow {
  readonly id: string;
  readonly text: string;
  readonly digest: Digest;
  readonly feedSeq: number;
  readonly receivedFrom: string | null;
  /** Wall-clock ms at which it last moved in the feed. */
  readonly changedAt: number;
  /** ms since 1970 of its latest stamp. */
  readonly updatedAt: number;
  readonly serialNumber: string;
  readonly deleted: boolean;
}

/** A write as the history keeps it. */
export interface HistoryRow {
  readonly seq: number;
  readonly itemId: string;
  readonly before: string | null;
  readonly at: number;
  readonly logId: number | null;
  readonly fromPeer: string | null;
}

interface MintedCursor {
  readonly token: string;
  readonly reader: string;
  readonly place: number;
}

/** A line of the session log. */
export interface LogRow {
  readonly id: number;
  readonly peerId: string;
  readonly initiatedBy: 'us' | 'them';
  readonly itemsReceived: number;
  readonly itemsSent: number;
  readonly conflicts: number;
  readonly rejected: number;
  readonly held: number;
  readonly heldThere: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  readonly reconciled: boolean;
  readonly ended: boolean;
  readonly error: string | null;
  /** Outcome of the proof; null when it did not come to one. */
  readonly identical: boolean | null;
}

/** Everything an instance keeps. Committed states are never changed, so a reference to one is a backup. */
export interface MemoryState {
  readonly items: ReadonlyMap<string, MemoryRow>;
  readonly feedHead: number;
  readonly fingerprint: Fingerprint;
  readonly minted: readonly MintedCursor[];
  readonly held: ReadonlyMap<string, string>;
  readonly logs: ReadonlyMap<number, LogRow>;
  readonly lastLogId: number;
  readonly history: readonly HistoryRow[];
  readonly heldCopies: readonly HeldCopy[];
  readonly lastHeld: number;
}

export const EMPTY_STATE: MemoryState = {
  items: new Map(),
  feedHead: 0,
  fingerprint: EMPTY_FINGERPRINT,
  minted: [],
  held: new Map(),
  logs: new Map(),
  lastLogId: 0,
  history: [],
  heldCopies: [],
  lastHeld: 0,
};

/** What outlives a process: the last committed state. */
export interface Disk {
  committed: MemoryState;
}

/** A state that a transaction works on. What it changes it replaces by a changed copy: most transactions change little. */
export interface Draft {
  items: ReadonlyMap<string, MemoryRow>;
  feedHead: number;
  fingerprint: Fingerprint;
  minted: readonly MintedCursor[];
  held: ReadonlyMap<string, string>;
  logs: ReadonlyMap<number, LogRow>;
  lastLogId: number;
  history: readonly HistoryRow[];
  heldCopies: readonly HeldCopy[];
  lastHeld: number;
}

export function draftOf(state: MemoryState): Draft {
  return { ...state };
}
