import { describe, expect, it } from 'vitest';
import { documentsOf, type Node } from './grid.js';
import { checkSame } from './heal.js';
import { codeOf, create, itemsOnWire, meet, twoInstances } from './two-instances.js';

/** `{"cursor":"<22 characters>"}` and its line break. */
const CURSOR_LINE_BYTES = 36;

/** Bytes of the first items of a feed in batches of ten, and of half an item more. */
function bytesOfItems(node: Node, count: number): number {
  const texts = [...documentsOf(node).values()].slice(0, count);
  const items = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0);
  return items + Math.floor(count / 10) * CURSOR_LINE_BYTES + 50;
}

describe('a session after one that was cut', () => {
  it.each([
    [0, 0],
    [9, 0],
    [10, 10],
    [27, 20],
  ])('gets only what was not durable: cut in item %i + 1 of 35', async (cutAfter, durable) => {
    const { grid, anna, bruno } = await twoInstances({ batchItems: 10 });
    await create(bruno, 1, 35);
    meet(grid, 'items/changes', [{ kind: 'cut-response', at: bytesOfItems(bruno, cutAfter) }]);
    expect(await codeOf(grid.sync(anna, bruno))).toBe('connection_lost');
    expect(documentsOf(anna).size).toBe(durable);
    expect(await itemsOnWire(grid, () => grid.sync(anna, bruno))).toBe(35 - durable);
    checkSame(grid.nodes);
  });

  it('sends only what was not durable: the second of four batches is cut', async () => {
    const { grid, anna, bruno } = await twoInstances({ batchItems: 10 });
    await create(anna, 1, 35);
    meet(grid, 'items/batch', [{ kind: 'none' }, { kind: 'cut-request', at: 700 }]);
    expect(await codeOf(grid.sync(anna, bruno))).toBe('connection_lost');
    expect(documentsOf(bruno).size).toBe(10);
    expect(await itemsOnWire(grid, () => grid.sync(anna, bruno))).toBe(25);
    checkSame(grid.nodes);
  });

  it('does not send again what arrived although its answer was lost', async () => {
    const { grid, anna, bruno } = await twoInstances({ batchItems: 10 });
    await create(anna, 1, 35);
    meet(grid, 'items/batch', [{ kind: 'none' }, { kind: 'lost-response' }]);
    expect(await codeOf(grid.sync(anna, bruno))).toBe('connection_lost');
    expect(await itemsOnWire(grid, () => grid.sync(anna, bruno))).toBe(15);
    checkSame(grid.nodes);
  });

  it('goes on in the other direction too: the pusher becomes the one that is asked', async () => {
    const { grid, anna, bruno } = await twoInstances({ batchItems: 10 });
    await create(anna, 1, 35);
    meet(grid, 'items/batch', [{ kind: 'none' }, { kind: 'none' }, { kind: 'cut-request', at: 700 }]);
    expect(await codeOf(grid.sync(anna, bruno))).toBe('connection_lost');
    expect(await itemsOnWire(grid, () => grid.sync(bruno, anna))).toBe(15);
    checkSame(grid.nodes);
  });

  it('changes nothing when a batch comes twice', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1, 5);
    meet(grid, 'items/batch', [{ kind: 'twice', hears: 'second' }]);
    const { itemsSent, identical } = await grid.sync(anna, bruno);
    expect({ itemsSent, identical }).toEqual({ itemsSent: 0, identical: true });
    expect(bruno.facts.disk.committed.feedHead).toBe(5);
    checkSame(grid.nodes);
  });

  it('goes on from what a killed process had committed', async () => {
    const { grid, anna, bruno } = await twoInstances({ batchItems: 10 });
    await create(bruno, 1, 35);
    meet(grid, 'items/changes', [{ kind: 'cut-response', at: bytesOfItems(bruno, 15) }]);
    await codeOf(grid.sync(anna, bruno));
    grid.kill(anna);
    await grid.start(anna);
    expect(await itemsOnWire(grid, () => grid.sync(anna, bruno))).toBe(25);
    checkSame(grid.nodes);
  });
});
