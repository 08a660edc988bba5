import { describe, expect, it } from 'vitest';
import { createItems } from '../../src/usecases/items/items.js';
import { changed, itemId, sampleItem, writeOf } from '../replica-store/sample-items.js';
import { documentsOf, type Node, running } from './grid.js';
import { checkSame } from './heal.js';
import { syncOverNarrowLine } from './narrow-line.js';
import { callsOf, create, itemsOnWire, twoInstances } from './two-instances.js';

const KIB = 1024;
/** Some 10 KB each. */
const NOTES = 'x'.repeat(10_000);
/** Some 1.2 MB in all: one batch on a good line. */
const ITEMS = 120;

/** @param known whether both already know each other's cursors, so that nothing need be compared */
async function pairWith(known: boolean, items = ITEMS) {
  const { grid, anna, bruno } = await twoInstances();
  if (known) await grid.sync(anna, bruno);
  else await create(bruno, 10_000, 3);
  await createLarge(anna, 1, items);
  return { grid, anna, bruno };
}

async function createLarge(node: Node, from: number, count: number): Promise<void> {
  let n = from;
  const items = createItems(running(node).replica, () => itemId(n));
  for (; n < from + count; n++) await items.create({ name: `Thing ${n}`, notes: NOTES });
}

describe('over a line that is cut after so many bytes of each session', () => {
  it.each([
    ['pushed', 'by the feed', 300, ITEMS],
    ['pulled', 'by the feed', 300, ITEMS],
    ['pushed', 'in a comparison', 300, ITEMS],
    ['pulled', 'in a comparison', 300, ITEMS],
    ['pushed', 'by the feed', 40, 30],
    ['pulled', 'by the feed', 40, 30],
    ['pushed', 'in a comparison', 40, 30],
    ['pulled', 'in a comparison', 40, 30],
  ] as const)('everything is %s %s all the same: %i KiB', async (way, how, kib, items) => {
    const { grid, anna, bruno } = await pairWith(how === 'by the feed', items);
    const ends = way === 'pushed' ? ([anna, bruno] as const) : ([bruno, anna] as const);
    // At least a third of what a session lets through is kept, after the first.
    const most = 1 + Math.ceil((items * 10.5) / (kib / 3));
    const { cuts, result } = await syncOverNarrowLine(grid, ends, { bytes: kib * KIB, most });
    expect(result.identical).toBe(true);
    expect(cuts).toBeGreaterThan((items * 10) / kib - 1);
    checkSame(grid.nodes);
  });
});

describe('a comparison over a line that is cut after so many bytes of each session', () => {
  it.each(['first', 'second'] as const)(
    'of inventories that differ everywhere comes to its end, begun by the %s',
    async (who) => {
      const { grid, anna, bruno } = await twoInstances();
      // What one has to tell of its ids alone is more than a session lets through.
      for (const [node, odd] of [
        [anna, 0],
        [bruno, 1],
      ] as const) {
        await running(node).replica.store.write((tx) =>
          tx.save(Array.from({ length: 450 }, (_, n) => writeOf(sampleItem(2 * n + odd)))),
        );
      }
      const ends = who === 'first' ? ([anna, bruno] as const) : ([bruno, anna] as const);
      const { cuts, result } = await syncOverNarrowLine(grid, ends, { bytes: 32 * KIB, most: 40 });
      expect(result.identical).toBe(true);
      expect(cuts).toBeGreaterThan(5);
      checkSame(grid.nodes);
    },
  );
});

describe('a comparison over such a line that brings changes to many items, and new ones', () => {
  it.each([
    ['pulled', 'within what the brake lets pass', { items: 1000, percent: 100 }],
    ['pushed', 'within what the brake lets pass', { items: 1000, percent: 100 }],
    ['pulled', 'held back', { items: 10, percent: 10 }],
    ['pushed', 'held back', { items: 10, percent: 10 }],
  ] as const)('%s and %s, comes to its end', async (way, _, brakeLimit) => {
    const { grid, anna, bruno } = await twoInstances({ brakeLimit: () => brakeLimit });
    const old = Array.from({ length: 70 }, (_, n) => sampleItem(n + 1, { notes: 'before' }));
    const edited = old.map((stored, n) =>
      n < 60 ? changed(stored.item, { notes: `${NOTES.slice(100)}${n}` }, 5000) : stored,
    );
    const added = Array.from({ length: 30 }, (_, n) => sampleItem(n + 1000, { notes: NOTES }));
    await running(bruno).replica.store.write((tx) => tx.save(old.map((item) => writeOf(item))));
    await running(anna).replica.store.write((tx) => tx.save([...edited, ...added].map((i) => writeOf(i))));
    const ends = way === 'pulled' ? ([bruno, anna] as const) : ([anna, bruno] as const);
    const { cuts, result } = await syncOverNarrowLine(grid, ends, { bytes: 100 * KIB, most: 25 });
    expect(cuts).toBeGreaterThan(8);
    const isHeld = brakeLimit.items < 60;
    expect(result.held + result.heldThere).toBe(isHeld ? 60 : 0);
    expect(result.identical).toBe(!isHeld);
    for (const { id } of added.map(({ item }) => item)) expect(documentsOf(bruno).has(id)).toBe(true);
    if (!isHeld) checkSame(grid.nodes);
  });
});

describe('the batches of a session', () => {
  const batchesOf = async (grid: Parameters<typeof callsOf>[0], work: () => Promise<unknown>) =>
    (await callsOf(grid, work)).filter((call) => call === 'items/batch').length;

  it('are large where nothing was cut', async () => {
    const { grid, anna, bruno } = await pairWith(true);
    expect(await batchesOf(grid, () => grid.sync(anna, bruno))).toBe(1);
  });

  it('are small after a cut, grow to full size, and are large again from then on', async () => {
    const { grid, anna, bruno } = await pairWith(true, 600);
    grid.network.weather = {
      ...grid.network.weather,
      fault: ({ path }) => (path.includes('batch') ? { kind: 'cut-request', at: 20_000 } : { kind: 'none' }),
    };
    await expect(grid.sync(anna, bruno)).rejects.toMatchObject({ code: 'connection_lost' });
    grid.network.weather = { ...grid.network.weather, fault: () => ({ kind: 'none' }) };
    // 6 MB: 16 KiB, 32, 64 … 2 MiB are 4 MiB together, and then the rest.
    expect(await batchesOf(grid, () => grid.sync(anna, bruno))).toBe(9);
    checkSame(grid.nodes);
    await createLarge(anna, 2000, ITEMS);
    expect(await batchesOf(grid, () => grid.sync(anna, bruno))).toBe(1);
  });

  it('carry nothing twice when the one that was cut is the peer’s own stream', async () => {
    const { grid, anna, bruno } = await pairWith(false);
    grid.network.weather = {
      ...grid.network.weather,
      fault: ({ path }) => (path.includes('fetch') ? { kind: 'cut-response', at: 55_000 } : { kind: 'none' }),
    };
    await expect(grid.sync(bruno, anna)).rejects.toMatchObject({ code: 'connection_lost' });
    grid.network.weather = { ...grid.network.weather, fault: () => ({ kind: 'none' }) };
    expect(await itemsOnWire(grid, () => grid.sync(bruno, anna))).toBe(ITEMS - 5 + 3);
    checkSame(grid.nodes);
  });
});
