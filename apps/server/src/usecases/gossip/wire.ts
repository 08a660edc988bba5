import { LIMITS, type SyncTrigger } from '@brique/shared';
import {
  type Claim,
  digestFromHex,
  digestToHex,
  type Fingerprint,
  type IdDigest,
  isItemId,
  type Range,
  sameFingerprint,
} from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';

/** Claims in one reconcile message; with LIST_LIMIT it keeps an answer below 1 MiB. */
export const MAX_CLAIMS = 128;
/** Ids in one fetch. */
export const MAX_FETCH_IDS = 1000;

/** `POST sessions`: what the initiator says. */
export interface SessionRequest {
  readonly id: string;
  readonly protocol: number;
  /** Wall clock, ISO 8601. */
  readonly now: string;
  readonly trigger: SyncTrigger;
  readonly instanceName: string;
  /** The cursor the initiator holds for the responder's feed. */
  readonly cursor: string | null;
}

/** The responder's answer. */
export interface SessionOffer {
  readonly protocol: number;
  readonly now: string;
  readonly instanceName: string;
  readonly itemCount: number;
  /** Whether the responder knows the initiator's cursor. */
  readonly cursorKnown: boolean;
  /** How many items its feed has for the initiator after that cursor, or in all when it does not know it. */
  readonly pending: number;
  /** Where its feed ends now: the cursor to hold once all differences are reconciled. */
  readonly head: string;
  /** The cursor the responder holds for the initiator's feed. */
  readonly cursor: string | null;
  /** Whether it takes the initiator's changes; false for a guest. */
  readonly accepts: boolean;
}

/** `POST sessions/:id/proof`: what the initiator holds, and the session's numbers as the initiator sees them. */
export interface ProofRequest {
  readonly fingerprint: Fingerprint;
  /** What it would be if all that waits for a decision there were accepted; null when nothing waits. */
  readonly accepted: Fingerprint | null;
  /**
   * Items that wait for a decision there, whoever sent them; null from a version that does not know of waiting: to it a session is over
   * when both are identical, or it said so.
   */
  readonly waiting: number | null;
  /** End the session whatever the outcome. */
  readonly last: boolean;
  readonly reconciled: boolean;
  readonly itemsReceived: number;
  readonly itemsSent: number;
  readonly conflicts: number;
  readonly rejected: number;
  readonly held: number;
  readonly heldThere: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
}

export interface ProofAnswer {
  readonly identical: boolean;
  readonly fingerprint: Fingerprint;
  /** As in ProofRequest. */
  readonly accepted: Fingerprint | null;
  readonly waiting: number | null;
  /** Items the responder's feed has for the initiator after the cursor it last gave out. */
  readonly pending: number;
}

/** What one side says of what it holds. */
type Prints = Pick<ProofRequest, 'fingerprint' | 'accepted'>;

/** Whether two instances differ by nothing but what waits for a decision on either side: then there is nothing to repair. */
export function areAlikeButHeld(ours: Prints, theirs: Prints): boolean {
  if (ours.accepted === null && theirs.accepted === null) return false;
  return sameFingerprint(ours.accepted ?? ours.fingerprint, theirs.accepted ?? theirs.fingerprint);
}

export interface FetchRequest {
  readonly ids: readonly string[];
  readonly ranges: readonly Range[];
}

/** @returns fingerprints as they travel */
export function printsToWire({ fingerprint, accepted }: Prints) {
  return {
    fingerprint: fingerprintToWire(fingerprint),
    accepted: accepted === null ? null : fingerprintToWire(accepted),
  };
}

/** @param raw absent, from an older version or where nothing waits, is null */
function acceptedFromWire(raw: unknown): Fingerprint | null {
  return raw === undefined || raw === null ? null : fingerprintFromWire(raw);
}

export function fingerprintToWire({ count, sum }: Fingerprint) {
  return { count, sum: digestToHex(sum) };
}

export function fingerprintFromWire(raw: unknown): Fingerprint {
  const { count, sum } = record(raw, 'fingerprint');
  const digest = digestFromHex(sum);
  if (!isCount(count) || digest === null) throw malformed('fingerprint');
  return { count, sum: digest };
}

export function claimToWire(claim: Claim) {
  return 'print' in claim
    ? { ...claim.range, ...fingerprintToWire(claim.print) }
    : { ...claim.range, items: claim.items.map(({ id, digest }) => [id, digestToHex(digest)]) };
}

export function claimsFromWire(raw: unknown, max: number): Claim[] {
  if (!Array.isArray(raw) || raw.length > max) throw malformed('claims');
  return raw.map(claimFromWire);
}

function claimFromWire(raw: unknown): Claim {
  const claim = record(raw, 'claims');
  const range = rangeFromWire(claim);
  if (claim.items === undefined) return { range, print: fingerprintFromWire(claim) };
  if (!Array.isArray(claim.items)) throw malformed('claims');
  return { range, items: claim.items.map(idDigestFromWire) };
}

function idDigestFromWire(raw: unknown): IdDigest {
  const [id, hex] = Array.isArray(raw) ? (raw as unknown[]) : [];
  const digest = digestFromHex(hex);
  if (!isItemId(id) || digest === null) throw malformed('claims');
  return { id, digest };
}

function rangeFromWire(raw: Record<string, unknown>): Range {
  const { from, to } = raw;
  if (!isBound(from) || !isBound(to)) throw malformed('range');
  return { from, to };
}

export function fetchFromWire(raw: unknown): FetchRequest {
  const { ids, ranges } = record(raw, 'fetch');
  if (!Array.isArray(ids) || ids.length > MAX_FETCH_IDS || !ids.every(isItemId)) throw malformed('ids');
  if (!Array.isArray(ranges) || ranges.length > MAX_CLAIMS) throw malformed('ranges');
  return { ids, ranges: ranges.map((range) => rangeFromWire(record(range, 'ranges'))) };
}

const TRIGGERS: readonly SyncTrigger[] = ['manual', 'automatic', 'change', 'bundle'];

export function sessionRequestFromWire(raw: unknown): SessionRequest {
  const { id, protocol, now, trigger, instanceName, cursor } = record(raw, 'session');
  if (!isToken(id)) throw malformed('id');
  if (!isCount(protocol)) throw malformed('protocol');
  if (typeof now !== 'string' || Number.isNaN(Date.parse(now))) throw malformed('now');
  const known = TRIGGERS.find((name) => name === trigger);
  if (known === undefined) throw malformed('trigger');
  if (typeof instanceName !== 'string' || instanceName.length > 2 * LIMITS.instanceNameLength) {
    throw malformed('instanceName');
  }
  if (cursor !== null && !isToken(cursor)) throw malformed('cursor');
  return { id, protocol, now, trigger: known, instanceName, cursor };
}

export function sessionOfferFromWire(raw: unknown): SessionOffer {
  const { protocol, now, instanceName, itemCount, cursorKnown, pending, head, cursor, accepts } = record(
    raw,
    'offer',
  );
  if (!isCount(protocol) || !isCount(itemCount) || !isCount(pending)) throw malformed('offer');
  if (typeof now !== 'string' || Number.isNaN(Date.parse(now))) throw malformed('now');
  if (typeof instanceName !== 'string' || typeof cursorKnown !== 'boolean') throw malformed('offer');
  if (!isToken(head) || (cursor !== null && !isToken(cursor))) throw malformed('cursor');
  const taken = accepts !== false;
  return { protocol, now, instanceName, itemCount, cursorKnown, pending, head, cursor, accepts: taken };
}

export function proofRequestFromWire(raw: unknown): ProofRequest {
  const fields = record(raw, 'proof');
  const number = (name: string, absent?: number): number => {
    const value = fields[name] ?? absent;
    if (!isCount(value)) throw malformed(name);
    return value;
  };
  if (typeof fields.last !== 'boolean' || typeof fields.reconciled !== 'boolean') throw malformed('last');
  return {
    fingerprint: fingerprintFromWire(fields.fingerprint),
    accepted: acceptedFromWire(fields.accepted),
    waiting: fields.waiting === undefined ? null : number('waiting'),
    last: fields.last,
    reconciled: fields.reconciled,
    itemsReceived: number('itemsReceived'),
    itemsSent: number('itemsSent'),
    conflicts: number('conflicts'),
    rejected: number('rejected'),
    // Older versions hold nothing.
    held: number('held', 0),
    heldThere: number('heldThere', 0),
    bytesReceived: number('bytesReceived'),
    bytesSent: number('bytesSent'),
  };
}

export function proofAnswerFromWire(raw: unknown): ProofAnswer {
  const { identical, fingerprint, accepted, waiting = null, pending } = record(raw, 'proof');
  if (typeof identical !== 'boolean' || !isCount(pending)) throw malformed('proof');
  if (waiting !== null && !isCount(waiting)) throw malformed('proof');
  return {
    ...{ identical, pending, waiting },
    fingerprint: fingerprintFromWire(fingerprint),
    accepted: acceptedFromWire(accepted),
  };
}

/** Cursors and session ids are opaque; this only keeps them short and printable. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value);
}

function isBound(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 64;
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function record(raw: unknown, field: string): Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw malformed(field);
  return raw as Record<string, unknown>;
}

export function malformed(field: string): BriqueError {
  const message = `\`${field}\` is missing or not as docs/protocol.md describes it.`;
  return new BriqueError('malformed', message, [{ field, code: 'malformed', message }]);
}
