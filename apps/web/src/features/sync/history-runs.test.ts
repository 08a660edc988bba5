import type { SyncLog } from '@brique/shared';
import { expect, it } from 'vitest';
import { foldRuns } from './history-runs.js';

let id = 1000;
const log = (more: Partial<SyncLog> = {}): SyncLog => ({
  ...{ id: id--, peerId: 'g', peerName: 'Garage', timestamp: '2026-11-25T09:00:00.000Z' },
  ...{ trigger: 'change', initiatedBy: 'us', itemsReceived: 0, itemsSent: 1, conflicts: 0, rejected: 0 },
  ...{ held: 0, heldThere: 0 },
  ...{ bytesReceived: 10, bytesSent: 10, durationMs: 20, reconciled: false, error: null },
  ...more,
});
const many = (count: number, more?: Partial<SyncLog>) => Array.from({ length: count }, () => log(more));

it('folds six or more in a row that went by themselves, with all of them inside', () => {
  const logs = [...many(4), ...many(3, { trigger: 'automatic', itemsReceived: 2, peerName: 'Cellar' })];
  expect(foldRuns(logs)).toEqual([{ logs, names: ['Garage', 'Cellar'], itemsReceived: 6, itemsSent: 7 }]);
});

it('leaves a few as they are', () => {
  const logs = many(5);
  expect(foldRuns(logs)).toEqual(logs);
  expect(foldRuns([])).toEqual([]);
});

it.each<[string, Partial<SyncLog>]>([
  ['begun by hand', { trigger: 'manual' }],
  ['failed', { error: 'connection_lost: gone' }],
  ['with a conflict', { conflicts: 1 }],
  ['with something refused', { rejected: 1 }],
  ['with something held back', { held: 1 }],
  ['with something held back there', { heldThere: 1 }],
  ['compared item by item', { reconciled: true }],
])('one %s stands by itself and parts two runs', (_, more) => {
  const [newer, alone, older] = [many(6), log(more), many(7)];
  const folded = foldRuns([...newer, alone, ...older]);
  expect(folded).toHaveLength(3);
  expect(folded[1]).toBe(alone);
  expect(folded[2]).toMatchObject({ logs: older });
});
