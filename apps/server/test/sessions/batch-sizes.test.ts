import { expect, it } from 'vitest';
import { BATCH_BYTES, createBatchSizes } from '../../src/usecases/sync/batch-sizes.js';

it('a stream that began before the cut, at full size, does not end the small batches', () => {
  const sizes = createBatchSizes();
  const before = sizes.forPeer('garage');
  sizes.sessionFailed('garage', 'connection_lost');
  expect(before()).toBe(BATCH_BYTES);
  const after = sizes.forPeer('garage');
  expect(after()).toBeLessThan(BATCH_BYTES / 100);
  for (let grown = 0; grown < BATCH_BYTES; ) grown = after();
  expect(sizes.isAfterCut('garage')).toBe(false);
});

it('what was cut with one peer says nothing about another, nor does a refusal', () => {
  const sizes = createBatchSizes();
  sizes.sessionFailed('garage', 'connection_lost');
  sizes.sessionFailed('cave', 'not_trusted');
  expect(['garage', 'cave', 'loft'].map((peer) => sizes.isAfterCut(peer))).toEqual([true, false, false]);
});
