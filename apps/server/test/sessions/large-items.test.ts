import { describe, expect, it } from 'vitest';
import { createItems } from '../../src/usecases/items/items.js';
import { naiveSum } from '../replica-store/memory-reader.js';
import { itemId } from '../replica-store/sample-items.js';
import { logsOf, type Node, running } from './grid.js';
import { checkSame } from './heal.js';
import { create, twoInstances } from './two-instances.js';

/** Notes as long as they may be, of characters that take three bytes each. */
const LONG_NOTES = '仓'.repeat(10_000);

async function createLarge(node: Node, from: number, count: number): Promise<void> {
  let n = from;
  const items = createItems(running(node).replica, () => itemId(n));
  for (; n < from + count; n++) await items.create({ name: `Thing ${n}`, notes: LONG_NOTES });
}

// 300 of them are 9 MB: more than one request may carry.
describe('many large items', () => {
  it.each(['pulled', 'pushed'] as const)('are %s by the feed whole, without a reconcile', async (way) => {
    const { grid, anna, bruno } = await twoInstances();
    await createLarge(anna, 1, 300);
    const result = await (way === 'pushed' ? grid.sync(anna, bruno) : grid.sync(bruno, anna));
    expect(result.identical).toBe(true);
    expect(logsOf(anna).at(-1)).toMatchObject({ reconciled: false, itemsSent: 300 });
    checkSame(grid.nodes);
  });

  it.each(['pulled', 'pushed'] as const)('are %s in a reconcile, in requests of their size', async (way) => {
    const { grid, anna, bruno } = await twoInstances();
    await create(bruno, 1000, 1);
    await createLarge(anna, 1, 300);
    // One item in each range of the other keeps the comparison from asking for whole ranges.
    await grid.sync(anna, bruno);
    const { disk } = bruno.facts;
    const items = new Map(
      [...disk.committed.items].filter(([id]) => Number.parseInt(id.slice(-4), 16) % 10 === 0),
    );
    disk.committed = { ...disk.committed, items, fingerprint: naiveSum([...items.values()]) };
    const result = await (way === 'pushed' ? grid.sync(anna, bruno) : grid.sync(bruno, anna));
    expect(result.identical).toBe(true);
    expect(logsOf(anna).at(-1)).toMatchObject({ reconciled: true });
    checkSame(grid.nodes);
  });
});
