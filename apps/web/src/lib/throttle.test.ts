import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { throttle } from './throttle.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('acts at once, then once per interval, and never loses the last call', () => {
  const action = vi.fn();
  const throttled = throttle(action, 1000);
  throttled();
  expect(action).toHaveBeenCalledTimes(1);
  for (let call = 0; call < 50; call += 1) throttled();
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(action).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(action).toHaveBeenCalledTimes(2);
  throttled();
  expect(action).toHaveBeenCalledTimes(3);
});
