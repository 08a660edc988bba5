import { expect, test } from 'vitest';
import { createSignInLimits } from '../../src/usecases/access/sign-in-limits.js';
import { WaitError } from '../../src/usecases/access/wait-error.js';
import { createFakeClock, MINUTE } from '../support/fake-clock.js';

/** @returns the seconds to wait; 0 when the try may be made */
function waitOf(attempt: () => void): number {
  try {
    attempt();
    return 0;
  } catch (error) {
    if (error instanceof WaitError) return error.seconds;
    throw error;
  }
}

function setUp() {
  const clock = createFakeClock();
  const limits = createSignInLimits(clock);
  return { clock, limits, from: (address: string) => waitOf(() => limits.begin(address)) };
}

test('five tries are free, then each wait is twice the one before, up to five minutes', () => {
  const { clock, from } = setUp();
  for (let i = 0; i < 5; i++) expect(from('192.0.2.1')).toBe(0);
  const waits = [];
  for (let i = 0; i < 12; i++) {
    const wait = from('192.0.2.1');
    waits.push(wait);
    clock.move(wait * 1000 - 1);
    expect(from('192.0.2.1')).toBe(1);
    clock.move(1);
    expect(from('192.0.2.1')).toBe(0);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
});

test('a try that comes too early counts for nothing', () => {
  const { clock, from } = setUp();
  for (let i = 0; i < 5; i++) from('192.0.2.1');
  for (let i = 0; i < 100; i++) expect(from('192.0.2.1')).toBe(1);
  clock.move(1000);
  expect(from('192.0.2.1')).toBe(0);
});

test('the right password, or an hour, wipes the slate', () => {
  const { clock, limits, from } = setUp();
  for (let i = 0; i < 5; i++) from('192.0.2.1');
  limits.succeeded('192.0.2.1');
  for (let i = 0; i < 5; i++) expect(from('192.0.2.1')).toBe(0);
  expect(from('192.0.2.1')).toBe(1);
  clock.move(61 * MINUTE);
  for (let i = 0; i < 5; i++) expect(from('192.0.2.1')).toBe(0);
});

test('from many addresses it goes at one pace, which does not shut out who signed in before', () => {
  const { clock, limits, from } = setUp();
  from('192.0.2.200');
  limits.succeeded('192.0.2.200');
  let tried = 0;
  for (let i = 0; i < 100; i++) if (from(`198.51.100.${i}`) === 0) tried += 1;
  expect(tried).toBe(19);
  expect(from('203.0.113.1')).toBe(10);
  expect(from('192.0.2.200')).toBe(0);
  clock.move(10_000);
  expect(from('203.0.113.1')).toBe(0);
  expect(from('203.0.113.2')).toBe(10);
});

test.each([
  ['2001:db8:0:1::1', '2001:db8:0:1:ffff::2', true],
  ['2001:db8:0:1::1', '2001:db8:0:2::1', false],
  ['::ffff:192.0.2.1', '192.0.2.1', true],
  ['fe80::1%eth0', 'fe80::2%eth0', true],
  ['::1', '::2', true],
  ['192.0.2.1', '192.0.2.2', false],
])('%s and %s are one: %s', (a, b, isOne) => {
  const { from } = setUp();
  for (let i = 0; i < 5; i++) from(a);
  expect(from(b) > 0).toBe(isOne);
});

test('a clock that is set back makes nobody wait for longer', () => {
  const { clock, from } = setUp();
  for (let i = 0; i < 5; i++) from('192.0.2.1');
  clock.move(-60 * MINUTE);
  expect(from('192.0.2.1')).toBe(1);
});
