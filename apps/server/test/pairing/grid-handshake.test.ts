import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  createGridResponder,
  gridProofParts,
  isNonce,
  newNonce,
} from '../../src/usecases/pairing/grid-handshake.js';
import { type GridKey, gridKeyFromSeed } from '../../src/usecases/pairing/grid-key.js';
import { isProof, prove } from '../../src/usecases/pairing/proofs.js';
import { createFakeClock } from '../support/fake-clock.js';

const RESPONDER = 'r'.repeat(52);
const CALLER = 'c'.repeat(52);

function setUp(first: GridKey | null = gridKeyFromSeed(randomBytes(16))) {
  const wall = createFakeClock();
  let key = first;
  const responder = createGridResponder(RESPONDER, wall, randomBytes, () => key);
  const codeOf = (act: () => unknown): string | null => {
    try {
      act();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return null;
  };
  /** A caller that holds `own`. @param as whom it proves, when not itself */
  const call = (own: GridKey, caller = CALLER, as = caller) => {
    const callerNonce = newNonce(randomBytes);
    const responderNonce = responder.hello(caller, callerNonce);
    const handshake = { callerId: as, responderId: RESPONDER, callerNonce, responderNonce };
    const proof = prove(own.secret, gridProofParts('caller', handshake));
    return { handshake, proof };
  };
  return {
    wall,
    responder,
    call,
    codeOf,
    change: (next: GridKey | null) => {
      key = next;
    },
  };
}

describe('the grid handshake', () => {
  test('lets two that hold the same key prove it to each other', () => {
    const key = gridKeyFromSeed(randomBytes(16));
    const { responder, call } = setUp(key);
    const { handshake, proof } = call(key);
    const theirs = responder.prove(CALLER, proof);
    expect(isProof(key.secret, gridProofParts('responder', handshake), theirs)).toBe(true);
  });

  test('refuses another key, and a side without one', () => {
    const { responder, call, codeOf } = setUp();
    const { proof } = call(gridKeyFromSeed(randomBytes(16)));
    expect(codeOf(() => responder.prove(CALLER, proof))).toBe('grid_key_mismatch');
    const keyless = setUp(null);
    expect(keyless.codeOf(() => keyless.call(gridKeyFromSeed(randomBytes(16))))).toBe('grid_key_mismatch');
  });

  test('a proof is worth nothing a second time, from another certificate, without a hello, or too late', () => {
    const key = gridKeyFromSeed(randomBytes(16));
    const { wall, responder, call, codeOf } = setUp(key);
    const { proof } = call(key);
    responder.prove(CALLER, proof);
    expect(codeOf(() => responder.prove(CALLER, proof))).toBe('grid_key_mismatch');
    const stolen = call(key, 's'.repeat(52), CALLER);
    expect(codeOf(() => responder.prove('s'.repeat(52), stolen.proof))).toBe('grid_key_mismatch');
    const late = call(key);
    wall.move(30_000);
    expect(codeOf(() => responder.prove(CALLER, late.proof))).toBe('grid_key_mismatch');
  });

  test('the responder’s proof does not pass for a caller’s', () => {
    const key = gridKeyFromSeed(randomBytes(16));
    const { responder, call, codeOf } = setUp(key);
    const { handshake } = call(key);
    const mirrored = prove(key.secret, gridProofParts('responder', handshake));
    expect(codeOf(() => responder.prove(CALLER, mirrored))).toBe('grid_key_mismatch');
  });

  test('a key that was changed in between lets nobody in', () => {
    const key = gridKeyFromSeed(randomBytes(16));
    const { responder, call, codeOf, change } = setUp(key);
    const { proof } = call(key);
    change(gridKeyFromSeed(randomBytes(16)));
    expect(codeOf(() => responder.prove(CALLER, proof))).toBe('grid_key_mismatch');
  });

  test('after thirty wrong keys in a minute nobody is heard until it has passed', () => {
    const key = gridKeyFromSeed(randomBytes(16));
    const { wall, responder, call, codeOf } = setUp(key);
    for (let i = 0; i < 30; i++)
      codeOf(() => responder.prove(CALLER, call(gridKeyFromSeed(randomBytes(16))).proof));
    expect(codeOf(() => call(key))).toBe('too_many_requests');
    wall.move(60_000);
    expect(codeOf(() => responder.prove(CALLER, call(key).proof))).toBeNull();
  });

  test('hellos that nobody follows are bounded', () => {
    const { responder, codeOf, wall } = setUp();
    const hello = (i: number) =>
      codeOf(() => responder.hello(`${i}`.padStart(52, 'a'), newNonce(randomBytes)));
    for (let i = 0; i < 256; i++) expect(hello(i)).toBeNull();
    expect(hello(256)).toBe('too_many_requests');
    wall.move(30_000);
    expect(hello(257)).toBeNull();
  });

  test.each([undefined, null, 7, '', 'zz', '0'.repeat(31), ['0'.repeat(32)]])('%j is no nonce', (nonce) => {
    const { responder, codeOf } = setUp();
    expect(isNonce(nonce)).toBe(false);
    expect(codeOf(() => responder.hello(CALLER, nonce))).toBe('malformed');
  });
});
