import { PROTOCOL_VERSION } from '@brique/shared';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { naiveSum } from '../replica-store/memory-reader.js';
import { itemId } from '../replica-store/sample-items.js';
import { logsOf, type Node, running } from './grid.js';
import { checkSame } from './heal.js';
import { checkMirrored } from './mirrored-logs.js';
import { callsOf, create, itemsOnWire, settled, twoInstances } from './two-instances.js';

/** Deletes a row behind an instance's back; its fingerprint follows, as after a check of the database. */
function deleteRow(node: Node, id: string): void {
  const { disk } = node.facts;
  const items = new Map(disk.committed.items);
  items.delete(id);
  disk.committed = { ...disk.committed, items, fingerprint: naiveSum([...items.values()]) };
}

/** The instance forgets all cursors it minted. */
function forgetCursors(node: Node): void {
  const { disk } = node.facts;
  disk.committed = { ...disk.committed, minted: [] };
}

/** What an initiator that holds the same would say in its proof. */
async function proofOf({ facts }: Node) {
  const { fingerprint } = facts.disk.committed;
  const numbers = { itemsReceived: 0, itemsSent: 0, conflicts: 0, rejected: 0, held: 0, heldThere: 0 };
  const nothingHeld = { accepted: null, waiting: 0 };
  return { fingerprint, ...nothingHeld, ...numbers, bytesReceived: 0, bytesSent: 0, reconciled: false };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('proof', () => {
  it.each([
    ['our own, lost here', 'anna', 1],
    ['theirs, lost here', 'anna', 2],
    ['our own, lost there', 'bruno', 1],
    ['theirs, lost there', 'bruno', 2],
  ] as const)('fails when a row is gone, and the same session mends it: %s', async (_what, where, n) => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1);
    await create(bruno, 2);
    await create(bruno, 10, 50);
    await grid.sync(anna, bruno);
    deleteRow(where === 'anna' ? anna : bruno, itemId(n));
    const calls = await callsOf(grid, async () => {
      expect(await grid.sync(anna, bruno)).toMatchObject({ identical: true });
    });
    expect(calls).toContain('reconcile');
    checkMirrored(anna, bruno);
    expect(logsOf(anna).at(-1)).toMatchObject({ reconciled: true, error: null });
    checkSame(grid.nodes);
  });

  it('sends nothing but what differs', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1, 60);
    await grid.sync(anna, bruno);
    deleteRow(bruno, itemId(7));
    expect(await itemsOnWire(grid, () => grid.sync(anna, bruno))).toBe(1);
  });

  it('counts from the first opening when a copy of the request comes later', async () => {
    const { bruno } = await twoInstances();
    const { responder, replica } = running(bruno);
    const anna = { id: 'a'.repeat(52), name: 'Anna' };
    const session = { id: 'the-session', protocol: PROTOCOL_VERSION, trigger: 'manual' as const };
    const now = new Date(replica.wall.now()).toISOString();
    const opening = { ...session, now, instanceName: anna.name, cursor: null };
    expect(await responder.open(anna, opening)).toMatchObject({ pending: 0, itemCount: 0 });
    await create(bruno, 1);
    await responder.open(anna, opening);

    const numbers = { itemsReceived: 0, itemsSent: 0, conflicts: 0, rejected: 0, held: 0, heldThere: 0 };
    const bytes = { accepted: null, waiting: 0, bytesReceived: 0, bytesSent: 0, reconciled: false };
    const fingerprint = { count: 0, sum: [0, 0, 0, 0] as const };
    const proof = await responder.prove(anna, session.id, { fingerprint, last: false, ...numbers, ...bytes });
    expect(proof).toMatchObject({ identical: false, pending: 1 });

    await responder.abandon(anna, session.id, { code: 'cancelled', message: 'Enough.' });
    await expect(responder.open(anna, opening)).rejects.toMatchObject({ code: 'cancelled' });
    await responder.close();
  });

  it('that was given up while it was answered, for want of a connection, has failed on both sides', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let open = () => {};
    let gate = Promise.resolve();
    const { bruno } = await twoInstances({ step: () => gate });
    const { responder, replica } = running(bruno);
    const anna = { id: 'a'.repeat(52), name: 'Anna' };
    const opening = { id: 'the-session', protocol: PROTOCOL_VERSION, trigger: 'manual' as const };
    const now = new Date(replica.wall.now()).toISOString();
    await responder.open(anna, { ...opening, now, instanceName: anna.name, cursor: null });

    gate = new Promise((resolve) => {
      open = resolve;
    });
    const answer = responder.prove(anna, opening.id, { ...(await proofOf(bruno)), last: true });
    const failed = expect(answer).rejects.toMatchObject({ code: 'connection_lost' });
    responder.disconnected(anna.id);
    await vi.advanceTimersByTimeAsync(3000);
    open();
    await failed;
    await settled();
    expect(logsOf(bruno).map(({ error }) => error)).toEqual([expect.stringMatching(/^connection_lost/)]);
    await responder.close();
  });

  it('is the only call beside the opening when there is nothing to do', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1, 5);
    await grid.sync(anna, bruno);
    expect(await callsOf(grid, () => grid.sync(anna, bruno))).toEqual(['sessions', 'proof']);
    expect(logsOf(anna).at(-1)).toMatchObject({ itemsReceived: 0, itemsSent: 0, reconciled: false });
  });
});

describe('without cursors', () => {
  it.each(['anna', 'bruno'] as const)(
    'a session reconciles, without an item on the wire: %s forgot',
    async (who) => {
      const { grid, anna, bruno } = await twoInstances();
      await create(anna, 1, 40);
      await grid.sync(anna, bruno);
      forgetCursors(who === 'anna' ? anna : bruno);
      const calls: string[] = [];
      const items = await itemsOnWire(grid, async () => {
        calls.push(...(await callsOf(grid, () => grid.sync(anna, bruno))));
      });
      expect(calls).toContain('reconcile');
      expect(calls).not.toContain('items/changes');
      expect(items).toBe(0);
      // It was not the proof that failed.
      expect(logsOf(anna).at(-1)).toMatchObject({ reconciled: false, identical: true, itemsSent: 0 });
      // The cursors are set anew.
      expect(await callsOf(grid, () => grid.sync(bruno, anna))).not.toContain('reconcile');
    },
  );

  it('a first contact of two full instances finds what differs, both ways', async () => {
    const { grid, anna, bruno } = await twoInstances();
    await create(anna, 1, 80);
    await create(bruno, 101, 70);
    const result = await grid.sync(anna, bruno);
    expect(result).toMatchObject({ itemsReceived: 70, itemsSent: 80, identical: true });
    expect(logsOf(bruno).at(-1)).toMatchObject({ itemsReceived: 80, itemsSent: 70, reconciled: false });
    checkSame(grid.nodes);
  });

  it.each([
    ['we are empty', 'bruno', ['sessions', 'items/changes', 'proof']],
    ['they are empty', 'anna', ['sessions', 'items/batch', 'proof']],
  ] as const)('a first contact where %s goes by the feed', async (_what, owner, expected) => {
    const { grid, anna, bruno } = await twoInstances();
    await create(owner === 'anna' ? anna : bruno, 1, 40);
    const calls = await callsOf(grid, () => grid.sync(anna, bruno));
    expect(calls.filter((call) => expected.includes(call as never))).toEqual(expected);
    expect(calls).not.toContain('reconcile');
    checkSame(grid.nodes);
  });

  it('two empty instances have nothing to say', async () => {
    const { grid, anna, bruno } = await twoInstances();
    expect(await grid.sync(anna, bruno)).toMatchObject({ identical: true, itemsReceived: 0, itemsSent: 0 });
  });
});
