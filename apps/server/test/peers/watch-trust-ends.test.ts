import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEvents } from '../../src/usecases/events.js';
import { watchTrustEnds } from '../../src/usecases/peers/watch-trust-ends.js';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Ends of trust, in ms; those that are over are taken out, as the peers do. */
function watch(ends: number[]) {
  const ended: { end: number; at: number }[] = [];
  const events = createEvents();
  const peers = {
    async endOverdue() {
      for (const end of ends.filter((time) => time <= Date.now())) {
        ends.splice(ends.indexOf(end), 1);
        ended.push({ end, at: Date.now() });
      }
      return ends.length === 0 ? null : Math.min(...ends);
    },
  };
  const stop = watchTrustEnds(peers, { now: () => Date.now() }, events, (_, error) => {
    throw error;
  });
  return { ended, events, stop };
}

test('each ends when its time has come, to the millisecond, also one that is far off', async () => {
  const { ended, stop } = watch([500, 90_000, 86_400_000]);
  await vi.advanceTimersByTimeAsync(90_000_000);
  expect(ended).toEqual([500, 90_000, 86_400_000].map((end) => ({ end, at: end })));
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('one that is given later is watched too', async () => {
  const ends: number[] = [];
  const { ended, events, stop } = watch(ends);
  await vi.advanceTimersByTimeAsync(1000);
  expect(vi.getTimerCount()).toBe(0);
  ends.push(5000);
  events.emit('peers-changed', {});
  await vi.advanceTimersByTimeAsync(4000);
  expect(ended).toEqual([{ end: 5000, at: 5000 }]);
  stop();
});
