import { createItem, makeStamp, type ReplicatedItem } from '@brique/sync-core';
import { describe, expect, it } from 'vitest';
import { storedForm } from '../../src/usecases/sync/replica.js';
import { itemId, sha256, writeOf } from '../replica-store/sample-items.js';
import { documentsOf, type Grid, logsOf, type Node, running } from './grid.js';
import { checkSame } from './heal.js';
import { checkMirrored } from './mirrored-logs.js';
import { callsOf, create, twoInstances } from './two-instances.js';

const MINUTE = 60_000;

/** Puts an item into a store as it is, unchecked. */
async function plant(node: Node, item: ReplicatedItem): Promise<void> {
  await running(node).replica.store.write((tx) => tx.save([writeOf(storedForm(item, sha256))]));
}

/** An item that is too far ahead for who gets it, but not for who sends it: its clock is four minutes ahead. */
function futureItem({ now, nodes }: Grid, n: number): ReplicatedItem {
  const [anna, bruno] = nodes;
  if (anna === undefined || bruno === undefined) throw new Error('two instances');
  bruno.clockOffset = 4 * MINUTE;
  const stamp = makeStamp({ millis: now + 8 * MINUTE, counter: 0 }, 'zzzzzzzz22222');
  return createItem(itemId(n), { name: 'From tomorrow' }, stamp);
}

/** An item that no instance would write: its key has no place in the protocol. */
function malformedItem(grid: Grid, n: number): ReplicatedItem {
  return createItem(
    itemId(n),
    { 'Not A Key': 1 },
    makeStamp({ millis: grid.now, counter: 0 }, 'zzzzzzzz22222'),
  );
}

describe.each([
  ['pulled', (grid: Grid, good: Node, bad: Node) => grid.sync(good, bad)],
  ['pushed', (grid: Grid, good: Node, bad: Node) => grid.sync(bad, good)],
] as const)('items that are refused when %s', (_way, sync) => {
  it.each([
    ['future stamps', futureItem],
    ['malformed ones', malformedItem],
  ] as const)('%s: are counted once each, and block no neighbours', async (_what, make) => {
    const { grid, anna, bruno } = await twoInstances({ batchItems: 2 });
    for (const n of [1, 2, 3, 4, 5]) {
      if (n === 2 || n === 4) await plant(bruno, make(grid, n));
      else await create(bruno, n);
    }
    const result = await sync(grid, anna, bruno);
    expect(result).toMatchObject({ rejected: 2, identical: false });
    expect([...documentsOf(anna).keys()]).toEqual([1, 3, 5].map(itemId));
    checkMirrored(
      ...(logsOf(anna)[0]?.initiatedBy === 'us' ? ([anna, bruno] as const) : ([bruno, anna] as const)),
    );
  });

  it('do not make a session loop, nor the next one', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await plant(bruno, futureItem(grid, 1));
    await create(bruno, 2, 40);
    await sync(grid, anna, bruno);
    const calls = await callsOf(grid, () => sync(grid, anna, bruno));
    expect(calls.filter((call) => call === 'proof').length).toBeLessThanOrEqual(3);
    expect(calls.length).toBeLessThan(10);
    expect(logsOf(anna).at(-1)).toMatchObject({ rejected: 1, itemsReceived: 0, itemsSent: 0, error: null });
  });

  it('come in once their time has come', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await plant(bruno, futureItem(grid, 1));
    await sync(grid, anna, bruno);
    grid.now += 6 * MINUTE;
    expect(await sync(grid, anna, bruno)).toMatchObject({ rejected: 0, identical: true });
    checkSame(grid.nodes);
  });
});
