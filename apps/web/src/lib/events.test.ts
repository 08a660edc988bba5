import type { SyncProgress } from '@brique/shared';
import { expect, it } from 'vitest';
import { withProgress } from './events.js';

const progress = (peerId: string, done: number): SyncProgress => ({
  peerId,
  trigger: 'manual',
  phase: 'receiving',
  done,
  total: 10,
  bytes: 0,
});

it('keeps one progress per instance, the newest', () => {
  const sessions = withProgress([progress('a', 1), progress('b', 1)], progress('a', 2));
  expect(sessions).toHaveLength(2);
  expect(sessions.find((session) => session.peerId === 'a')?.done).toBe(2);
  expect(withProgress(undefined, progress('c', 0))).toEqual([progress('c', 0)]);
});
