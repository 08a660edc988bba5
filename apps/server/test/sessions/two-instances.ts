import type { ServerEvents, SyncProgress } from '@brique/shared';
import type { PeerRequest } from '../../src/usecases/gossip/peer-transport.js';
import { createItems } from '../../src/usecases/items/items.js';
import { itemId } from '../replica-store/sample-items.js';
import { Grid, type Node, running } from './grid.js';
import { seededRandom } from './seeded-random.js';
import type { Surroundings } from './sim-instance.js';
import { type Fault, NO_FAULT } from './weather.js';

export interface TwoInstances {
  readonly grid: Grid;
  /** The lower instance id: its session stands when two cross. */
  readonly anna: Node;
  readonly bruno: Node;
}

/** Two empty instances in fair weather. */
export async function twoInstances(
  around: Partial<Omit<Surroundings, 'network' | 'random'>> = {},
): Promise<TwoInstances> {
  const grid = new Grid(seededRandom(1), around);
  const [anna, bruno] = await grid.add(2);
  if (anna === undefined || bruno === undefined) throw new Error('two instances');
  return { grid, anna, bruno };
}

/** Creates items at an instance. @param from number of the first; its id follows from it */
export async function create(node: Node, from: number, count = 1): Promise<void> {
  let n = from;
  const items = createItems(running(node).replica, () => itemId(n));
  for (; n < from + count; n++) await items.create({ name: `Thing ${n}` });
}

/** Decides about the requests to paths that contain `part`; the others pass. @param faults one for each, in order; then none */
export function meet(grid: Grid, part: string, faults: readonly Fault[]): void {
  const left = [...faults];
  grid.network.weather = {
    fault: (request: PeerRequest) => (request.path.includes(part) ? (left.shift() ?? NO_FAULT) : NO_FAULT),
    pieces: (bytes) => [bytes],
  };
}

/** Items on the wire, both ways, while `work` runs. */
export async function itemsOnWire(grid: Grid, work: () => Promise<unknown>): Promise<number> {
  const before = { ...grid.network.counts };
  await work();
  const { sentItems, receivedItems } = grid.network.counts;
  return sentItems + receivedItems - before.sentItems - before.receivedItems;
}

/** Calls made while `work` runs, without ids: `sessions`, `items/changes`, `reconcile` … */
export async function callsOf(grid: Grid, work: () => Promise<unknown>): Promise<string[]> {
  const before = grid.network.paths.length;
  await work();
  return grid.network.paths.slice(before).map((path) =>
    path
      .replace('/api/v1/gossip/', '')
      .replace(/\?.*/, '')
      .replace(/^sessions\/.*\//, ''),
  );
}

/** The error code that work fails with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'succeeded',
    (error: { code?: string }) => error.code ?? String(error),
  );
}

/** Everything that an instance tells its page of sessions from now on. */
export function progressOf(node: Node): SyncProgress[] {
  const seen: SyncProgress[] = [];
  running(node).replica.events.subscribe((name, data) => {
    if (name === 'sync-progress') seen.push(data as ServerEvents['sync-progress']);
  });
  return seen;
}

/** Lets everything that can run do so. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 1000; turns++) await undefined;
}
