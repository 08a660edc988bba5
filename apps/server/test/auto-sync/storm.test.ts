import { expect, it } from 'vitest';
import { FAN_OUT } from '../../src/usecases/sync/auto-sync.js';
import { seededRandom } from '../sessions/seeded-random.js';
import { createFakeGrid } from './fake-grid.js';

const MINUTE = 60_000;
const SEEDS = Array.from({ length: 60 }, (_, i) => i + 1);

it('an edit among five reaches all by pushes alone, with a bounded number of sessions, and then it is quiet', async () => {
  for (const seed of SEEDS) {
    const random = seededRandom(seed);
    const grid = createFakeGrid(5, random);
    await grid.timing.advance(MINUTE);
    const met = grid.sessions();
    grid.edit(random.int(5));
    await grid.timing.advance(MINUTE);
    const needed = grid.sessions() - met;
    expect(grid.isAlike(), `seed ${seed}`).toBe(true);
    // A tree of 4 sessions is the least; each pair at most once is 10.
    expect(needed, `sessions with seed ${seed}`).toBeGreaterThanOrEqual(4);
    expect(needed, `sessions with seed ${seed}`).toBeLessThanOrEqual(10);
    await grid.timing.advance(60 * MINUTE);
    expect(grid.sessions() - met, `an hour later, seed ${seed}`).toBe(needed);
  }
});

it('two instances never play ping-pong: an edit is one session', async () => {
  for (const seed of SEEDS) {
    const grid = createFakeGrid(2, seededRandom(seed));
    await grid.timing.advance(MINUTE);
    for (let edit = 1; edit <= 5; edit++) {
      const before = grid.sessions();
      grid.edit(edit % 2);
      await grid.timing.advance(MINUTE);
      expect([grid.isAlike(), grid.sessions() - before], `seed ${seed}`).toEqual([true, 1]);
    }
  }
});

it('edits everywhere at once converge; each change makes an instance begin at most three sessions', async () => {
  for (const seed of SEEDS) {
    const random = seededRandom(seed);
    const grid = createFakeGrid(5, random);
    await grid.timing.advance(MINUTE);
    const before = grid.instances.map(({ begun, changes }) => ({ begun, changes }));
    for (let edit = 0; edit < 40; edit++) {
      grid.edit(random.int(5));
      await grid.timing.advance(random.pick([0, 1, 30, 500]));
    }
    await grid.timing.advance(MINUTE);
    expect(grid.isAlike(), `seed ${seed}`).toBe(true);
    grid.instances.forEach(({ begun, changes }, i) => {
      const told = changes - (before[i]?.changes ?? 0);
      const sessions = begun - (before[i]?.begun ?? 0);
      expect(sessions, `sessions for ${told} changes, seed ${seed}`).toBeLessThanOrEqual(FAN_OUT * told);
    });
    // 40 edits spread over some seconds travel together: fewer sessions than edits times pairs, by far.
    const sessions = grid.sessions() - before.reduce((sum, { begun }) => sum + begun, 0);
    expect(sessions, `seed ${seed}`).toBeLessThanOrEqual(200);
    const quiet = grid.sessions();
    await grid.timing.advance(60 * MINUTE);
    expect(grid.sessions(), `an hour later, seed ${seed}`).toBe(quiet);
  }
});

it('where a third of all sessions break, it converges all the same', async () => {
  for (const seed of SEEDS.slice(0, 30)) {
    const random = seededRandom(seed);
    const grid = createFakeGrid(5, random, { breaks: 0.33, intervalSeconds: 300 });
    for (let edit = 0; edit < 20; edit++) {
      grid.edit(random.int(5));
      await grid.timing.advance(random.int(3000));
    }
    await grid.timing.advance(30 * MINUTE);
    expect(grid.isAlike(), `seed ${seed}`).toBe(true);
  }
});
