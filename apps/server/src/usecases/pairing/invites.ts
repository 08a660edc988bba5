import type { InviteState, TrustTerms } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import type { WallClock } from '../clock.js';
import { isProof, prove } from './proofs.js';

export const INVITE_MS = 10 * 60_000;
/** Wrong proofs in all, from whoever; then the invite is dead. */
export const WRONG_TRIES = 3;
/** Ended invites that are remembered, so that their holders are told what became of them. */
const MAX_ENDED = 16;
const SECRET_BYTES = 16;

type End = Exclude<InviteState, 'open'>;

interface Invite {
  readonly secret: Uint8Array;
  /** ms since 1970 */
  readonly expiresAt: number;
  readonly terms: TrustTerms;
  triesLeft: number;
}

interface EndedInvite extends Invite {
  readonly end: End;
  /** Who was let in by it. */
  readonly usedBy: string | null;
}

export interface LatestInvite extends Readonly<Invite> {
  readonly state: InviteState;
  /** Instance id of who was let in by it. */
  readonly usedBy: string | null;
}

/**
 * The invites of this instance: at most one is open. In memory only, so that none outlives the process.
 *
 * Invariants:
 * 1. An invite lets in one instance, once. The same instance may ask again, for the answer may have been lost.
 * 2. After ten minutes, three wrong proofs, a newer invite or its withdrawal it lets nobody in.
 * 3. Only who knows its secret learns what became of it.
 */
export interface Invites {
  /** Opens an invite; the one before ends. */
  open(terms: TrustTerms): LatestInvite;
  /** The latest one, whatever became of it; null before the first. */
  latest(): LatestInvite | null;
  withdraw(): void;
  /**
   * @param guestId instance id that TLS proved
   * @param proof of any shape
   * @returns our proof for the guest, the terms, and whether this guest was let in by it before
   * @throws BriqueError `invite_unknown`, `invite_used`, `invite_expired`
   */
  redeem(guestId: string, proof: unknown): { proof: string; terms: TrustTerms; again: boolean };
}

/** What a guest proves to its host, and the host to its guest: the secret, for these two and this direction. */
export function inviteProofParts(from: 'guest' | 'host', hostId: string, guestId: string): string[] {
  return ['brique-invite-1', from, hostId, guestId];
}

/** @param random gives bytes that nobody can guess @param changed told when an invite was opened or has ended */
export function createInvites(
  instanceId: string,
  wall: WallClock,
  random: (bytes: number) => Uint8Array,
  changed: () => void,
): Invites {
  let invite: Invite | null = null;
  const ended: EndedInvite[] = [];

  const end = (how: End, usedBy: string | null = null) => {
    if (invite === null) return;
    ended.unshift({ ...invite, end: how, usedBy });
    ended.splice(MAX_ENDED);
    invite = null;
    changed();
  };
  const current = (): Invite | null => {
    if (invite !== null && wall.now() >= invite.expiresAt) end('expired');
    return invite;
  };

  const latest = (): LatestInvite | null => {
    const open = current();
    if (open !== null) return { ...open, state: 'open', usedBy: null };
    const [last] = ended;
    return last === undefined ? null : { ...last, state: last.end };
  };

  return {
    latest,
    open(terms) {
      end('withdrawn');
      const opened = {
        secret: random(SECRET_BYTES),
        expiresAt: wall.now() + INVITE_MS,
        terms,
        triesLeft: WRONG_TRIES,
      };
      invite = opened;
      changed();
      return { ...opened, state: 'open', usedBy: null };
    },
    withdraw: () => end('withdrawn'),

    redeem(guestId, proof) {
      const expected = inviteProofParts('guest', instanceId, guestId);
      const answer = ({ secret, terms }: Invite, again: boolean) => ({
        proof: prove(secret, inviteProofParts('host', instanceId, guestId)),
        terms,
        again,
      });
      const open = current();
      if (open !== null && isProof(open.secret, expected, proof)) {
        end('used', guestId);
        return answer(open, false);
      }
      const past = ended.find(({ secret }) => isProof(secret, expected, proof));
      if (past?.usedBy === guestId) return answer(past, true);
      if (past !== undefined) throw whyEnded(past.end);
      if (open !== null) {
        open.triesLeft -= 1;
        if (open.triesLeft <= 0) end('tried_out');
        else changed();
      }
      throw whyEnded('withdrawn');
    },
  };
}

function whyEnded(how: End): BriqueError {
  switch (how) {
    case 'used':
      return new BriqueError('invite_used', 'This invite has been used. Ask for a new one.');
    case 'expired':
      return new BriqueError(
        'invite_expired',
        'This invite has expired; it lasts ten minutes. Ask for a new one.',
      );
    default:
      return new BriqueError('invite_unknown', 'This invite is not valid, or no longer. Ask for a new one.');
  }
}
