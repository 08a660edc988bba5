import { vi } from 'vitest';
import { seededRandom } from '../sessions/seeded-random.js';

/** `BRIQUE_SEED=17` makes other calls fail; `BRIQUE_FAULTS=all` each one. */
export const SEED = Number(process.env.BRIQUE_SEED ?? 1);
export const random = seededRandom(SEED);
// Generous, for a busy machine.
vi.setConfig({ testTimeout: 600_000 });
const isAll = process.env.BRIQUE_FAULTS === 'all';

/**
 * Numbers of calls to make fail, in order: 1, 2, 3 and so on, or in `npm test` some of them.
 * @param stride so many calls lie between two of them, on average
 */
export function* callsToFail(stride: number): Generator<number, void, undefined> {
  for (let n = 1; ; n += isAll ? 1 : 1 + random.int(2 * stride - 1)) yield n;
}
