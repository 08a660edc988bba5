import { expect } from 'vitest';
import { documentsOf, type Grid, logsOf, type Node } from './grid.js';
import { checkMirrored } from './mirrored-logs.js';

/** Rounds of sessions between all pairs that any grid may need. */
const MAX_ROUNDS = 8;

/**
 * Lets all pairs synchronise in fair weather until nothing moves, and checks what must hold then: the same bytes everywhere, equal
 * fingerprints, every session identical, and a further session that logs zeros and sends no items.
 */
export async function heal(grid: Grid): Promise<void> {
  for (let round = 1; ; round++) {
    let moved = 0;
    for (const [a, b] of pairs(grid)) {
      const [from, to] = grid.random.chance(0.5) ? [a, b] : [b, a];
      const result = await grid.sync(from, to);
      checkMirrored(from, to);
      expect(result.identical, `${from.facts.name} and ${to.facts.name} are identical`).toBe(true);
      expect(result.rejected).toBe(0);
      moved += result.itemsReceived + result.itemsSent + result.conflicts;
    }
    if (moved === 0) break;
    expect(round, 'rounds until the grid is stable').toBeLessThan(MAX_ROUNDS);
  }
  checkSame(grid.nodes);
  for (const [a, b] of pairs(grid)) await checkNothingToDo(grid, b, a);
  for (const { run, facts } of grid.nodes) {
    expect(run?.context.registry.running(), `sessions of ${facts.name}`).toEqual([]);
  }
}

/**
 * As `heal`, with the fewest sessions that must do: everybody brings what he has to one instance, then fetches there what the
 * others brought. Some pair, which may not have met, must then find nothing to do.
 */
export async function healAtOne(grid: Grid): Promise<void> {
  const ids = grid.nodes.map(({ facts }) => facts.instanceId);
  // Twins meet through others only.
  const hub = grid.random.pick(
    grid.nodes.filter(({ facts }) => ids.filter((id) => id === facts.instanceId).length === 1),
  );
  const others = grid.nodes.filter((node) => node !== hub);
  for (const other of [...others, ...others]) {
    const [from, to] = grid.random.chance(0.5) ? [hub, other] : [other, hub];
    const result = await grid.sync(from, to);
    checkMirrored(from, to);
    const names = `${from.facts.name} and ${to.facts.name}`;
    if (!result.identical || result.rejected > 0) expect.fail(`${names}: ${JSON.stringify(result)}`);
  }
  checkSame(grid.nodes);
  // Who has not met the other yet may still send what it holds, and none of it is news.
  const [a, b] = grid.random.pick([...pairs(grid)]);
  const { itemsReceived, itemsSent, conflicts, identical } = await grid.sync(a, b);
  if (itemsReceived + itemsSent + conflicts > 0 || !identical)
    expect.fail('a healed pair found something to do');
  await checkNothingToDo(grid, b, a);
  for (const { run, facts } of grid.nodes) {
    const left = run?.context.registry.running().length ?? 0;
    if (left > 0) expect.fail(`sessions of ${facts.name} still run`);
  }
}

/**
 * Each meets another after all clocks were set right, and mends what it wrote in the future. What lies just beyond the limit is
 * still refused by those whose clocks are a little behind.
 */
export async function meetOnce(grid: Grid): Promise<void> {
  for (const node of grid.nodes.slice(1)) {
    // A twin of the first meets another.
    const other = grid.nodes.find(({ facts }) => facts.instanceId !== node.facts.instanceId);
    if (other !== undefined) await grid.sync(other, node);
  }
}

function* pairs({ nodes }: Grid): Generator<[Node, Node]> {
  for (const [i, a] of nodes.entries()) {
    for (const b of nodes.slice(i + 1)) if (a.facts.instanceId !== b.facts.instanceId) yield [a, b];
  }
}

/** Byte-identical documents, and fingerprints that say so. */
export function checkSame(nodes: readonly Node[]): void {
  const [first, ...others] = nodes;
  if (first === undefined) return;
  for (const other of others) {
    expect(documentsOf(other), `what ${other.facts.name} holds`).toEqual(documentsOf(first));
    expect(other.facts.disk.committed.fingerprint).toEqual(first.facts.disk.committed.fingerprint);
  }
}

async function checkNothingToDo(grid: Grid, from: Node, to: Node): Promise<void> {
  const before = { ...grid.network.counts };
  await grid.sync(from, to);
  checkMirrored(from, to);
  const { sentItems, receivedItems } = grid.network.counts;
  expect(sentItems + receivedItems, 'items on the wire').toBe(before.sentItems + before.receivedItems);
  expect(logsOf(from).at(-1)).toMatchObject({
    ...{ itemsReceived: 0, itemsSent: 0, conflicts: 0, rejected: 0 },
    ...{ reconciled: false, error: null, identical: true },
  });
}
