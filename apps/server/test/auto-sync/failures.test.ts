import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/usecases/brique-error.js';
import { retryDelay } from '../../src/usecases/sync/retry-delay.js';
import { type EngineUnderTest, startEngine } from './fake-drive.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('the delay after a failure', () => {
  it('doubles with each, from seconds to a quarter of an hour, for what may pass', () => {
    const delays = [1, 2, 3, 4, 20].map((failures) => retryDelay('peer_unreachable', failures, 1));
    expect(delays).toEqual([5, 10, 20, 40, 900].map((seconds) => seconds * SECOND));
  });

  it('begins with a second when the connection was cut, for the peer was there a moment ago', () => {
    const delays = [1, 2, 3, 4, 20].map((failures) => retryDelay('connection_lost', failures, 1));
    expect(delays).toEqual([1, 2, 4, 8, 900].map((seconds) => seconds * SECOND));
  });

  it.each<ErrorCode>([
    'not_trusted',
    'peer_refused',
    'identity_mismatch',
    'clock_skew',
    'protocol_mismatch',
    'disk_full',
    'cancelled',
  ])('is minutes from the first on for %s', (code) => {
    expect(retryDelay(code, 1, 0)).toBe(2.5 * MINUTE);
    expect(retryDelay(code, 30, 1)).toBe(60 * MINUTE);
  });

  it('is spread over half of itself', () => {
    expect(retryDelay('internal', 1, 0)).toBe(2.5 * SECOND);
    expect(retryDelay('internal', 1, 0.5)).toBe(3.75 * SECOND);
  });
});

/** Lets time pass in small steps; each session that begins fails. @returns when they began, seconds from now */
async function failAll({ timing, begun, session }: EngineUnderTest, code: ErrorCode, seconds: number) {
  const times: number[] = [];
  for (let second = 0; second < seconds; second++) {
    for (const each of begun()) {
      times.push(second);
      await session(each.slice(-1)).fail(code);
    }
    await timing.advance(SECOND);
  }
  return times;
}

it('a peer that breaks off again and again is tried less and less', async () => {
  const under = await startEngine(['a']);
  await under.edit();
  const times = await failAll(under, 'connection_lost', 3600);
  // 1 s, 2 s, … 15 min, each spread: about ten tries in an hour.
  expect(times.length).toBeGreaterThanOrEqual(8);
  expect(times.length).toBeLessThanOrEqual(15);
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  expect(Math.min(...gaps.slice(0, 2))).toBeLessThanOrEqual(10);
  expect(Math.min(...gaps.slice(-2))).toBeGreaterThan(200);
});

it('one with which each session brings something before it is cut goes on soon', async () => {
  const under = await startEngine(['a']);
  const { timing, engine, session, begun } = under;
  await under.edit();
  let tries = 0;
  for (let second = 0; second < 300; second++) {
    for (const each of begun()) {
      tries += 1;
      engine.moved('a');
      await session(each.slice(-1)).fail('connection_lost');
    }
    await timing.advance(SECOND);
  }
  // 4 s at most between two, and never as often as once a second.
  expect(tries).toBeGreaterThanOrEqual(60);
  expect(tries).toBeLessThanOrEqual(150);
  // Cut before anything comes, it waits longer and longer as any other.
  expect((await failAll(under, 'connection_lost', 3600)).length).toBeLessThanOrEqual(15);
});

it('a peer whose clock is wrong is not hammered', async () => {
  const under = await startEngine(['a']);
  await under.edit();
  expect((await failAll(under, 'clock_skew', 3600)).length).toBeLessThanOrEqual(6);
});

it('one that announces itself but cannot be reached is tried less and less', async () => {
  const under = await startEngine(['a']);
  const { peers, engine, timing, begun, session } = under;
  await under.edit();
  let tries = 0;
  // The dialer takes it for gone at each failure; its next announcement brings it back, every 10 s.
  for (let second = 0; second < 3600; second++) {
    for (const each of begun()) {
      tries += 1;
      peers.delete('a');
      await session(each.slice(-1)).fail('peer_unreachable');
      engine.peersChanged();
    }
    if (second % 10 === 0 && !peers.has('a')) {
      peers.set('a', { isUpToDate: false });
      engine.appeared('a');
    }
    await timing.advance(SECOND);
  }
  expect(tries).toBeGreaterThanOrEqual(5);
  expect(tries).toBeLessThanOrEqual(15);
});

it('a peer that really comes back is met at once, whatever went wrong before', async () => {
  const under = await startEngine(['a']);
  const { peers, engine, timing, begun, settle } = under;
  await under.edit();
  await failAll(under, 'clock_skew', 1000);
  peers.delete('a');
  engine.peersChanged();
  await settle();
  peers.set('a', { isUpToDate: false });
  engine.appeared('a');
  await timing.advance(3 * SECOND);
  expect(begun()).toHaveLength(1);
});

it.each(['success', 'news'] as const)('%s ends the waiting', async (how) => {
  const under = await startEngine(['a']);
  const { engine, settle, begun, edit } = under;
  await edit();
  await failAll(under, 'peer_refused', 20);
  if (how === 'news') engine.news('a');
  else engine.finished('a', true);
  await settle();
  if (how === 'success') await edit();
  expect(begun()).toHaveLength(1);
});

it('when telling one fails, another is told in its place', async () => {
  const under = await startEngine(['a', 'b', 'c', 'd']);
  const { edit, begun, session } = under;
  await edit();
  const [first = ''] = begun();
  await session(first.slice(-1)).fail('connection_lost');
  expect(begun()).toHaveLength(1);
});

it('one with which it failed is met again soon, though enough others have been told meanwhile', async () => {
  const { edit, begun, session, timing } = await startEngine(['a', 'b', 'c', 'd', 'e']);
  await edit();
  const [first = '', ...others] = begun().map((each) => each.slice(-1));
  await session(first).fail('connection_lost');
  for (const other of [...others, ...begun().map((each) => each.slice(-1))]) await session(other).succeed();
  // More were told in its place, and nothing of the change is left to tell.
  for (const each of begun().filter((each) => each.slice(-1) !== first))
    await session(each.slice(-1)).succeed();
  await timing.advance(2 * SECOND);
  expect(begun()).toEqual([`automatic ${first}`]);
});

it('a crossing session is no failure: the other’s comes first, and is enough when it brings both sides level', async () => {
  const { edit, begun, session, busy, engine, peers, settle, timing } = await startEngine(['a']);
  await edit();
  begun();
  busy.add('a');
  await session('a').fail('already_syncing');
  await timing.advance(10 * SECOND);
  expect(begun()).toEqual([]);
  busy.delete('a');
  peers.set('a', { isUpToDate: true });
  engine.finished('a', true);
  await settle();
  await timing.advance(MINUTE);
  expect(begun()).toEqual([]);
});

it('where only the other side remembers a session, it is asked again soon, and not many times a second', async () => {
  const under = await startEngine(['a']);
  await under.edit();
  const times = await failAll(under, 'already_syncing', 60);
  expect(times.length).toBeGreaterThanOrEqual(20);
  expect(times.length).toBeLessThanOrEqual(61);
});

it.each<[ErrorCode, number]>([
  ['connection_lost', 1],
  ['clock_skew', 0],
])(
  'when one of two that failed is back, the other that failed with %s is tried soon: %i time',
  async (code, tries) => {
    const under = await startEngine(['a', 'b']);
    const { edit, engine, begun, session, timing } = under;
    await edit();
    // Both fail for ten minutes, as when our own network is gone.
    for (let second = 0; second < 600; second++) {
      for (const each of begun())
        await session(each.slice(-1)).fail(each.endsWith('a') ? 'connection_lost' : code);
      await timing.advance(SECOND);
    }
    engine.finished('a', true);
    await timing.advance(SECOND);
    expect(begun().filter((each) => each.endsWith('b'))).toHaveLength(tries);
  },
);
