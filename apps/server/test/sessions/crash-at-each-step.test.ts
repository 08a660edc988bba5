import { describe, expect, it } from 'vitest';
import { logsOf, type Node, running } from './grid.js';
import { checkSame } from './heal.js';
import { create, itemsOnWire, settled, twoInstances } from './two-instances.js';

const ITEMS = 12;

/**
 * Runs a session in which one side dies at its n-th step to or from its disk; then starts it again and synchronises once more.
 * @returns whether it got as far as dying
 */
async function dieAtStep(n: number, who: 'anna' | 'bruno'): Promise<boolean> {
  let left = Number.POSITIVE_INFINITY;
  let victim: Node | null = null;
  const { grid, anna, bruno } = await twoInstances({
    batchItems: 4,
    async step(run) {
      if (run !== victim?.run) return;
      left -= 1;
      if (left === 0) grid.kill(victim);
    },
  });
  await create(anna, 1);
  await create(bruno, 2);
  await grid.sync(anna, bruno);
  await create(anna, 10, ITEMS);
  await create(bruno, 101, ITEMS);

  victim = who === 'anna' ? anna : bruno;
  left = n;
  await grid.sync(anna, bruno).catch(() => undefined);
  await settled();
  const died = victim.run === null;
  const durable =
    anna.facts.disk.committed.items.size + bruno.facts.disk.committed.items.size - 4 - 2 * ITEMS;
  if (died) await grid.start(victim);
  victim = null;

  const items = await itemsOnWire(grid, async () => {
    expect(await grid.sync(anna, bruno)).toMatchObject({ identical: true });
  });
  checkSame(grid.nodes);
  // Rows and the cursor they came with are durable together: nothing is asked for twice, and nothing is passed over.
  expect(items).toBe(2 * ITEMS - durable);
  for (const node of grid.nodes) {
    expect(logsOf(node).some(({ reconciled }) => reconciled)).toBe(false);
    expect(running(node).context.registry.running()).toEqual([]);
  }
  return died;
}

describe('a process that dies in a session', () => {
  it.each(['anna', 'bruno'] as const)(
    'at any step loses nothing and gets nothing twice: %s',
    { timeout: 120_000 },
    async (who) => {
      let step = 1;
      while (await dieAtStep(step, who)) step += 1;
      expect(step).toBeGreaterThan(30);
    },
  );
});
