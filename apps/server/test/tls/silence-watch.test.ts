import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSilenceWatch } from '../../src/adapters/tls/silence-watch.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives as long a silence after a long one in which nobody was there as before it', async () => {
  const looks: number[] = [];
  let ended = false;
  const began = performance.now();
  const watch = createSilenceWatch({
    lookAfterMs: () => 900,
    idleMs: 3_000,
    isThere: () => {
      looks.push(Math.round(performance.now() - began));
      return Promise.resolve(looks.length > 3);
    },
    onSilent: () => {
      ended = true;
    },
  });
  watch.watch();
  // Looked at 900, 1,800 and 2,700; what is left then is shorter.
  await vi.advanceTimersByTimeAsync(2_950);
  watch.watch();
  await vi.advanceTimersByTimeAsync(800);
  expect([looks, ended]).toEqual([[900, 1_800, 2_700], false]);
  await vi.advanceTimersByTimeAsync(200);
  expect([looks, ended]).toEqual([[900, 1_800, 2_700, 3_850], true]);
});
