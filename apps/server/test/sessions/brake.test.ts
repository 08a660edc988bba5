import { describe, expect, it } from 'vitest';
import { sweepHeld } from '../../src/usecases/held/sweep-held.js';
import { createItems } from '../../src/usecases/items/items.js';
import { itemId } from '../replica-store/sample-items.js';
import { documentsOf, type Grid, logsOf, type Node, running } from './grid.js';
import { checkSame } from './heal.js';
import { heldChangesOf } from './held-changes-of.js';
import { checkMirrored } from './mirrored-logs.js';
import { callsOf, codeOf, create, itemsOnWire, meet, twoInstances } from './two-instances.js';

/** More than 3 items, and more than 20 of a hundred. */
const LIMIT = { items: 3, percent: 20 };

async function pairWith(count: number, batchItems = 2) {
  const pair = await twoInstances({ brakeLimit: () => LIMIT, batchItems });
  await create(pair.anna, 1, count);
  await pair.grid.sync(pair.anna, pair.bruno);
  return pair;
}

const itemsAt = (node: Node) => createItems(running(node).replica, () => itemId(999));

async function remove(node: Node, from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++) await itemsAt(node).remove(itemId(n));
}

async function rename(node: Node, from: number, count: number, name: string): Promise<void> {
  for (let n = from; n < from + count; n++) await itemsAt(node).change(itemId(n), { name: `${name} ${n}` });
}

const heldAt = (node: Node) => node.facts.disk.committed.heldCopies;
const deletedAt = (node: Node) =>
  [...node.facts.disk.committed.items.values()].filter(({ deleted }) => deleted).length;

const bothWays: [string, (grid: Grid, anna: Node, bruno: Node) => ReturnType<Grid['sync']>][] = [
  ['pushed', (grid, anna, bruno) => grid.sync(anna, bruno)],
  ['pulled', (grid, anna, bruno) => grid.sync(bruno, anna)],
];

describe.each(bothWays)('a mass change that is %s', (how, session) => {
  it('is held whole, with not one item of it applied, while what is harmless is applied', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    await remove(anna, 1, 5);
    await create(anna, 50, 1);
    const result = await session(grid, anna, bruno);
    expect(deletedAt(bruno)).toBe(0);
    expect(documentsOf(bruno).has(itemId(50))).toBe(true);
    expect(heldAt(bruno).map(({ id, loss, isStaged }) => [id, loss, isStaged])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [itemId(n), 'delete', false]),
    );
    expect(result).toMatchObject({
      ...{ identical: false, held: how === 'pulled' ? 5 : 0, heldThere: how === 'pulled' ? 0 : 5 },
    });
    checkMirrored(...(how === 'pulled' ? ([bruno, anna] as const) : ([anna, bruno] as const)));
    expect(logsOf(bruno).at(-1)).toMatchObject({ held: 5, heldThere: 0, error: null, reconciled: false });
    expect(logsOf(anna).at(-1)).toMatchObject({ held: 0, heldThere: 5, error: null, identical: false });
  });

  it.each([
    ['few items', 20, 3],
    ['a small share', 100, 20],
  ])('passes at once when it is %s', async (_what, count, removed) => {
    const { grid, anna, bruno } = await pairWith(count);
    await remove(anna, 1, removed);
    expect(await session(grid, anna, bruno)).toMatchObject({ identical: true, held: 0, heldThere: 0 });
    expect(deletedAt(bruno)).toBe(removed);
    expect(heldAt(bruno)).toEqual([]);
    checkMirrored(...(how === 'pulled' ? ([bruno, anna] as const) : ([anna, bruno] as const)));
    checkSame(grid.nodes);
  });

  it('stays quiet afterwards: no reconcile, nothing on the wire, nothing held twice', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    await remove(anna, 1, 5);
    await session(grid, anna, bruno);
    for (const again of [grid.sync.bind(grid, anna, bruno), grid.sync.bind(grid, bruno, anna)]) {
      const calls: string[] = [];
      expect(await itemsOnWire(grid, async () => void calls.push(...(await callsOf(grid, again))))).toBe(0);
      expect(calls).toEqual(['sessions', 'proof']);
    }
    expect(heldAt(bruno)).toHaveLength(5);
    expect(logsOf(bruno).at(-1)).toMatchObject({ held: 0, error: null, identical: false });
  });

  it('accepted, is as if it had never been held', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    await rename(anna, 1, 6, 'Renamed');
    await session(grid, anna, bruno);
    expect(heldAt(bruno).map(({ loss }) => loss)).toEqual(Array(6).fill('overwrite'));
    const { decided } = await heldChangesOf(bruno).decide(anna.facts.instanceId, 'accept', null);
    expect([decided, heldAt(bruno).length]).toEqual([6, 0]);
    checkSame(grid.nodes);
    // Nothing of it is sent back.
    expect(await itemsOnWire(grid, () => grid.sync(bruno, anna))).toBe(0);
    expect(await grid.sync(bruno, anna)).toMatchObject({ identical: true });
  });

  it('rejected, comes back where it came from', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    await remove(anna, 1, 5);
    await session(grid, anna, bruno);
    await heldChangesOf(bruno).decide(anna.facts.instanceId, 'reject', null);
    expect(await session(grid, anna, bruno)).toMatchObject({ identical: true });
    expect([deletedAt(anna), deletedAt(bruno)]).toEqual([0, 0]);
    checkSame(grid.nodes);
  });
});

describe('what waits', () => {
  it('is decided item by item, and the rest goes on waiting', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    await remove(anna, 1, 5);
    await grid.sync(anna, bruno);
    const from = anna.facts.instanceId;
    await heldChangesOf(bruno).decide(from, 'accept', [itemId(1), itemId(2)]);
    await heldChangesOf(bruno).decide(from, 'reject', [itemId(3)]);
    expect([deletedAt(bruno), heldAt(bruno).length]).toEqual([2, 2]);
    expect(await grid.sync(anna, bruno)).toMatchObject({ identical: false });
    expect(deletedAt(anna)).toBe(4);
    await heldChangesOf(bruno).decide(from, 'reject', null);
    expect(await grid.sync(anna, bruno)).toMatchObject({ identical: true });
    expect(await codeOf(heldChangesOf(bruno).decide(from, 'reject', null))).toBe('not_found');
  });

  it('does not stand in the way of later sessions, nor of edits of the same items', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    await rename(anna, 1, 6, 'Renamed');
    await grid.sync(anna, bruno);
    await rename(anna, 10, 1, 'Later');
    await itemsAt(bruno).change(itemId(1), { notes: 'edited here' });
    await grid.sync(anna, bruno);
    expect(documentsOf(bruno).get(itemId(10))).toContain('Later 10');
    expect(documentsOf(anna).get(itemId(1))).toContain('edited here');
    await heldChangesOf(bruno).decide(anna.facts.instanceId, 'accept', null);
    await grid.sync(anna, bruno);
    checkSame(grid.nodes);
    expect(documentsOf(bruno).get(itemId(1))).toContain('Renamed 1');
    expect(documentsOf(bruno).get(itemId(1))).toContain('edited here');
  });

  it('keeps a further change of its items, however few, in the place of the first', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    await rename(anna, 1, 6, 'Renamed');
    await grid.sync(anna, bruno);
    await rename(anna, 1, 1, 'Again');
    await grid.sync(anna, bruno);
    expect(documentsOf(bruno).get(itemId(1))).toContain('Thing 1');
    expect(heldAt(bruno)).toHaveLength(6);
    expect(heldAt(bruno).at(-1)?.text).toContain('Again 1');
  });

  it('is over when whoever sent it takes it back, or somebody here does the same', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    await remove(anna, 1, 5);
    await grid.sync(anna, bruno);
    for (const n of [1, 2]) await itemsAt(anna).restore(itemId(n));
    await remove(bruno, 3, 1);
    await grid.sync(anna, bruno);
    await sweepHeld(running(bruno).replica);
    expect(heldAt(bruno).map(({ id }) => id)).toEqual([itemId(4), itemId(5)]);
  });

  it('is held once when two bring the same', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    const [carla] = await grid.add(1);
    if (carla === undefined) throw new Error('no Carla');
    await grid.sync(anna, carla);
    await remove(anna, 1, 5);
    await grid.sync(anna, bruno);
    await grid.sync(anna, carla);
    await heldChangesOf(carla).decide(anna.facts.instanceId, 'accept', null);
    await grid.sync(carla, bruno);
    expect(heldAt(bruno)).toHaveLength(5);
    expect(await grid.sync(carla, bruno)).toMatchObject({ heldThere: 0 });
    await heldChangesOf(bruno).decide(anna.facts.instanceId, 'reject', null);
    for (const node of [anna, carla, anna]) await grid.sync(bruno, node);
    checkSame(grid.nodes);
    expect(deletedAt(carla)).toBe(0);
  });
});

describe('a session that breaks off', () => {
  it('has applied nothing of a mass change, and the next one decides about all of it', async () => {
    const { grid, anna, bruno } = await pairWith(20);
    await remove(anna, 1, 5);
    // The second batch of two is lost on its way.
    meet(grid, 'items/batch', [{ kind: 'none' }, { kind: 'cut-request', at: 0 }]);
    expect(await codeOf(grid.sync(anna, bruno))).toBe('connection_lost');
    expect([deletedAt(bruno), heldAt(bruno).length]).toEqual([0, 2]);
    expect(heldAt(bruno).every(({ isStaged }) => isStaged)).toBe(true);
    await grid.sync(anna, bruno).catch(() => grid.sync(anna, bruno));
    expect([deletedAt(bruno), heldAt(bruno).filter(({ isStaged }) => !isStaged).length]).toEqual([0, 5]);
  });

  it('and was within the limit, is applied by the next', async () => {
    const { grid, anna, bruno } = await pairWith(20, 1);
    await remove(anna, 1, 3);
    meet(grid, 'items/batch', [{ kind: 'none' }, { kind: 'cut-request', at: 0 }]);
    expect(await codeOf(grid.sync(anna, bruno))).toBe('connection_lost');
    expect([deletedAt(bruno), heldAt(bruno).length]).toEqual([0, 1]);
    const result = await grid.sync(anna, bruno).catch(() => grid.sync(anna, bruno));
    expect(result).toMatchObject({ identical: true });
    expect([deletedAt(bruno), heldAt(bruno).length]).toEqual([3, 0]);
  });

  it('for good, is decided about at the next start', async () => {
    const { grid, anna, bruno } = await pairWith(20, 1);
    await remove(anna, 1, 3);
    meet(grid, 'items/batch', [{ kind: 'none' }, { kind: 'cut-request', at: 0 }]);
    expect(await codeOf(grid.sync(anna, bruno))).toBe('connection_lost');
    grid.kill(bruno);
    await grid.start(bruno);
    expect([deletedAt(bruno), heldAt(bruno).length]).toEqual([1, 0]);
  });
});
