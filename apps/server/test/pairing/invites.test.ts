import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  createInvites,
  INVITE_MS,
  inviteProofParts,
  WRONG_TRIES,
} from '../../src/usecases/pairing/invites.js';
import { prove } from '../../src/usecases/pairing/proofs.js';
import { HOUSEHOLD } from '../../src/usecases/peers/trust-terms.js';
import { createFakeClock } from '../support/fake-clock.js';

const HOST = 'h'.repeat(52);
const GUEST = 'g'.repeat(52);
const STRANGER = 's'.repeat(52);

function setUp() {
  const wall = createFakeClock();
  const invites = createInvites(HOST, wall, randomBytes, () => undefined);
  const { secret } = invites.open(HOUSEHOLD);
  const proofOf = (guest: string, by = secret) => prove(by, inviteProofParts('guest', HOST, guest));
  const refused = (guest: string, proof: unknown) => {
    try {
      invites.redeem(guest, proof);
    } catch (error) {
      return (error as { code: string }).code;
    }
    return null;
  };
  return { wall, invites, secret, proofOf, refused };
}

describe('an invite', () => {
  test('lets in who proves its secret, once, and proves itself in return', () => {
    const { invites, secret, proofOf, refused } = setUp();
    const { proof, terms, again } = invites.redeem(GUEST, proofOf(GUEST));
    expect(proof).toBe(prove(secret, inviteProofParts('host', HOST, GUEST)));
    expect([terms, again]).toEqual([HOUSEHOLD, false]);
    expect(invites.latest()).toMatchObject({ state: 'used', usedBy: GUEST });
    expect(refused(STRANGER, proofOf(STRANGER))).toBe('invite_used');
  });

  test('answers the same guest again, whose answer was lost', () => {
    const { invites, proofOf } = setUp();
    invites.redeem(GUEST, proofOf(GUEST));
    expect(invites.redeem(GUEST, proofOf(GUEST)).again).toBe(true);
  });

  test('is worth nothing with another certificate than the one that proved it', () => {
    const { proofOf, refused, invites } = setUp();
    expect(refused(STRANGER, proofOf(GUEST))).toBe('invite_unknown');
    expect(invites.latest()).toMatchObject({ state: 'open', triesLeft: WRONG_TRIES - 1 });
  });

  test('does not take its own proof, the host’s, back from a guest', () => {
    const { secret, refused } = setUp();
    expect(refused(GUEST, prove(secret, inviteProofParts('host', HOST, GUEST)))).toBe('invite_unknown');
  });

  test('ends after ten minutes', () => {
    const { wall, proofOf, refused, invites } = setUp();
    wall.move(INVITE_MS - 1);
    expect(invites.latest()?.state).toBe('open');
    wall.move(1);
    expect(invites.latest()?.state).toBe('expired');
    expect(refused(GUEST, proofOf(GUEST))).toBe('invite_expired');
  });

  test('dies of three wrong tries, whoever makes them', () => {
    const { proofOf, refused, invites } = setUp();
    for (const proof of ['0'.repeat(64), undefined, { toString: () => '0' }])
      expect(refused(STRANGER, proof)).toBe('invite_unknown');
    expect(invites.latest()?.state).toBe('tried_out');
    expect(refused(GUEST, proofOf(GUEST))).toBe('invite_unknown');
  });

  test('gives way to the next one', () => {
    const { invites, proofOf, refused } = setUp();
    const { secret } = invites.open({ scope: 'guest', until: null });
    expect(refused(GUEST, proofOf(GUEST))).toBe('invite_unknown');
    expect(invites.redeem(GUEST, proofOf(GUEST, secret)).terms.scope).toBe('guest');
  });

  test('tells only its holder what became of it', () => {
    const { wall, proofOf, refused } = setUp();
    wall.move(INVITE_MS);
    expect(refused(STRANGER, proofOf(GUEST))).toBe('invite_unknown');
    expect(refused(STRANGER, '0'.repeat(64))).toBe('invite_unknown');
  });
});
