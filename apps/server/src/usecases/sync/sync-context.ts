import { type PeerScope, PROTOCOL_VERSION } from '@brique/shared';
import { MAX_DRIFT_MS } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { isoTime } from '../clock.js';
import type { BatchSizes } from './batch-sizes.js';
import type { BrakeLimit } from './brake.js';
import type { Replica } from './replica.js';
import type { SessionLogs } from './session-record.js';
import type { SessionRegistry } from './session-registry.js';

/** What a session needs of this instance. */
export interface SyncContext {
  readonly replica: Replica;
  readonly registry: SessionRegistry;
  readonly logs: SessionLogs;
  /** Items of one batch of our feed; BATCH_ITEMS when not given. */
  readonly batchItems?: number;
  readonly batchSizes: BatchSizes;
  /** How much a session may take from the items here without asking; null: as much as it likes. */
  brakeLimit(): BrakeLimit | null;
  /** By peer, what the last session with it told; forgotten when Brique stops. */
  readonly standing: Map<string, PeerStanding>;
  /** By peer, what both held when they last reconciled although something waited for a decision. */
  readonly reconciledInVain: Map<string, string>;
  /** What we say of ourselves with each request. */
  self(): { instanceName: string; gossipPort: number };
}

/** What a session tells of the other side beyond the items. */
export interface PeerStanding {
  /** Items that wait for a decision there. */
  readonly waitingThere: number;
  /** Whether it takes our changes; undefined when no session begun here has asked. */
  readonly takesOurs?: boolean;
}

/** The owner as a reader and writer of the gossip calls. */
export const OWNER_ID = 'owner';

export interface SessionPartner {
  readonly id: string;
  readonly name: string;
  /** What it may do here; household when not given. A guest reads, and its changes are not applied. */
  readonly scope?: PeerScope;
}

/**
 * Refuses a session between clocks that are too far apart: stamps would be refused one by one otherwise.
 * @throws BriqueError `clock_skew`, with both times
 */
export function checkClocks(ours: number, theirs: number, peerName: string): void {
  const apart = theirs - ours;
  if (Math.abs(apart) <= MAX_DRIFT_MS) return;
  const minutes = Math.round(Math.abs(apart) / 60_000);
  throw new BriqueError(
    'clock_skew',
    `The clock of ${peerName} is ${minutes} minutes ${apart > 0 ? 'ahead of' : 'behind'} this computer’s ` +
      `(${isoTime(theirs)} there, ${isoTime(ours)} here). Set the wrong one right, then synchronise again.`,
  );
}

/** @throws BriqueError `protocol_mismatch` */
export function checkProtocol(theirs: number, peerName: string): void {
  if (theirs === PROTOCOL_VERSION) return;
  throw new BriqueError(
    'protocol_mismatch',
    `${peerName} speaks version ${theirs} of the protocol, this instance version ${PROTOCOL_VERSION}. Update the older one.`,
  );
}
