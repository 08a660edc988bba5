import { decodeItem, isPurged, purgeCount } from '@brique/sync-core';
import { expect } from 'vitest';
import type { BrakeLimit } from '../../src/usecases/sync/brake.js';
import { Chaos, type Tally } from './chaos.js';
import { documentsOf, Grid, logsOf } from './grid.js';
import { heal, healAtOne, meetOnce } from './heal.js';
import { type Random, seededRandom } from './seeded-random.js';
import { roughWeather } from './weather.js';
import { WriteJournal } from './write-journal.js';
import { setClocksRight } from './wrong-clocks.js';

/** What a session may take without asking: small, for what people change between two sessions is little. */
const LIMITS: readonly (BrakeLimit | null)[] = [
  null,
  { items: 0, percent: 1 },
  { items: 1, percent: 10 },
  { items: 4, percent: 30 },
];

/** The share of schedules in which all change one item, choose between what it is called, and take that back. */
const QUARRELS = 0.1;
const QUARREL_SIZE = { instances: 3, steps: 40 };

/** How much goes on in a schedule. */
interface Size {
  readonly instances: number;
  readonly steps: number;
}

/** Many small schedules find more than a few large ones in the same time; the large ones find what needs many instances. */
function sizeOf(random: Random): Size {
  const kind = random.weighted({ small: 80, middle: 17, large: 3 });
  if (kind === 'small') return { instances: random.pick([2, 2, 3]), steps: 5 + random.int(10) };
  if (kind === 'middle') return { instances: random.pick([2, 3, 3, 4]), steps: 10 + random.int(25) };
  return { instances: 4 + random.int(4), steps: 20 + random.int(40) };
}

/**
 * Runs one random schedule (under fake timers): people, sessions, cuts, crashes, restored backups, twins and jumping clocks; then heals the grid and
 * checks that it converged and lost nothing.
 * @param seed everything random follows from it
 */
export async function runSchedule(seed: number, tally: Tally): Promise<void> {
  const random = seededRandom(seed);
  const journal = new WriteJournal();
  let faultRate = random.pick([0, 0.02, 0.1, 0.25]);
  let killRate = random.pick([0, 0.0005, 0.003, 0.01]);
  let brakeLimit = random.pick(LIMITS);
  const clocks = random.chance(0.3) ? 'wild' : 'near';
  const grid = new Grid(random, {
    brakeLimit: () => brakeLimit,
    batchItems: random.pick([1, 3, 10, 2000]),
    async step(run) {
      for (let turns = random.int(3); turns > 0; turns--) await undefined;
      if (!random.chance(killRate)) return;
      const node = grid.nodes.find((other) => other.run === run);
      if (node === undefined) return;
      grid.kill(node);
      tally.kills += 1;
    },
    onCommit: (writes, before, run) => {
      journal.note(writes, before);
      chaos.remember(run.facts);
    },
  });
  grid.network.weather = roughWeather(random, () => faultRate);
  const quarrels = random.chance(QUARRELS);
  const chaos = new Chaos(grid, random, journal, tally, clocks, quarrels);
  const size = quarrels ? QUARREL_SIZE : sizeOf(random);
  await grid.add(size.instances);
  if (quarrels) await chaos.giveAllOneThing();
  for (let steps = size.steps; steps > 0; steps--) await chaos.step();

  faultRate = 0;
  killRate = 0;
  grid.network.divide(null);
  await chaos.settle();
  for (const node of grid.nodes) if (node.run === null) await grid.start(node);
  if (clocks === 'wild') setClocksRight(random, grid);
  const hadHeld = grid.nodes.some(({ facts }) => facts.disk.committed.lastHeld > 0);
  brakeLimit = null;
  // Before they meet: what was waiting may lie in the future too.
  if (hadHeld) await chaos.decideAll();
  if (clocks === 'wild') {
    await meetOnce(grid);
    grid.now += 10 * 60_000;
  }
  await (random.chance(0.9) ? healAtOne(grid) : heal(grid));
  // While something waits the two differ, and a session may look whether that is all.
  if (!chaos.hadRivals && !hadHeld && clocks === 'near') checkCursorsSufficed(grid);
  // All hold the same.
  const [any] = grid.nodes;
  if (any !== undefined) expect(journal.faults(any.facts.disk.committed)).toEqual([]);
  checkWhole(grid, tally);
}

/** No purge leaves a part of an item: it is gone, or there with the name it had from the beginning. */
function checkWhole(grid: Grid, tally: Tally): void {
  for (const text of documentsOf(grid.nodes[0] ?? expect.fail()).values()) {
    const item = decodeItem(text);
    if (isPurged(item)) tally.purged += 1;
    else if (purgeCount(item) > 0) tally.rescued += 1;
    if (!isPurged(item) && !item.keys.has('name')) expect.fail(text);
  }
}

/**
 * Cursors alone find what is to be sent, whatever is cut or killed, unless a disk was set back or copied: then the proof must find
 * it. So no session had to reconcile because its proof failed.
 */
function checkCursorsSufficed(grid: Grid): void {
  for (const node of grid.nodes) {
    const reconciled = logsOf(node).filter((log) => log.reconciled);
    expect(reconciled, `sessions of ${node.facts.name} whose proof failed`).toEqual([]);
  }
}
