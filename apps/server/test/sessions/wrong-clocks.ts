import type { Grid, Node } from './grid.js';
import type { Random } from './seeded-random.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Clocks that are right stand within two minutes of true time, so within four of each other. */
const MAX_OFFSET = 2 * MINUTE;

/** How the clocks of a schedule stand: within minutes of true time, or also hours and up to a day off. */
export type Clocks = 'near' | 'wild';

/** Sets a node's clock; some stand wrong alike, as those of two computers that were set by the same wrong clock. */
export function setClock(clocks: Clocks, random: Random, grid: Grid, node: Node): void {
  const kind = clocks === 'near' ? 'near' : random.weighted({ near: 4, off: 4, alike: 3 });
  if (kind === 'alike') {
    node.clockOffset = random.pick(grid.nodes).clockOffset + Math.round(nearOffset(random) / 2);
    return;
  }
  const off = random.pick([10 * MINUTE, 60 * MINUTE, DAY - MAX_OFFSET]) * (2 * random.next() - 1);
  node.clockOffset = nearOffset(random) + (kind === 'off' ? Math.round(off) : 0);
}

/** Somebody sets all clocks right. */
export function setClocksRight(random: Random, { nodes }: Grid): void {
  for (const node of nodes) node.clockOffset = nearOffset(random);
}

/** Lets a little time go by; where clocks are wild sometimes hours, so that what lay in the future comes to lie in the past. */
export function passTime(clocks: Clocks, random: Random, grid: Grid): void {
  grid.now += clocks === 'wild' && random.chance(0.08) ? random.int(DAY) : random.int(20_000);
}

function nearOffset(random: Random): number {
  return random.int(2 * MAX_OFFSET) - MAX_OFFSET;
}
