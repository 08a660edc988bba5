import type { Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import {
  addItem,
  changeItem,
  history,
  lastLog,
  listAll,
  peerOf,
  removeItem,
  syncWith,
} from '../support/api.js';
import { startPair, type TestApp } from '../support/build-app.js';
import { foreignItem, writeOf } from '../support/documents.js';
import { createFakeClock, MINUTE } from '../support/fake-clock.js';
import type { FakeNetwork, Passage } from '../support/fake-network.js';

const rows = (name: string, count: number) =>
  `name\n${Array.from({ length: count }, (_, i) => `${name} ${i}\n`).join('')}`;

const fill = (app: TestApp, name: string, count: number) =>
  app.ui('/api/v1/items/import?format=csv', { method: 'POST', body: rows(name, count) });

/** Cuts the network at the nth passage. @returns what passed, that one included */
function cutAt(network: FakeNetwork, n: number): Passage[] {
  const passed: Passage[] = [];
  network.watch = (passage) => {
    passed.push(passage);
    if (passed.length === n) throw new Error('cable cut');
  };
  return passed;
}

/** Both know each other's cursors, and then have five batches each for the other. */
async function prepared() {
  const { a, b, network } = await startPair({ batchItems: 25 });
  await addItem(a, { name: 'first' });
  await syncWith(a, b.id);
  await fill(a, 'a', 110);
  await fill(b, 'b', 110);
  return { a, b, network };
}

test('cut at any step, the next session finishes the job: nothing is lost, nothing comes twice', async () => {
  const { a, b, network } = await prepared();
  let [step, finished] = [0, false];
  while (!finished) {
    // The cut wanders on from session to session, so that each begins where the last one was broken off.
    step += 1;
    await addItem(step % 2 === 0 ? a : b, { name: `step ${step}` });
    const passed = cutAt(network, step);
    const { status, body } = await a.api<Problem>('POST', `/peers/${b.id}/sync`);
    finished = passed.length < step;
    if (finished) expect(status).toBe(200);
    else {
      expect([step, status, body.code]).toEqual([step, 502, 'connection_lost']);
      expect((await lastLog(a)).error).toMatch(/^connection_lost: /);
    }
    expect(step).toBeLessThan(60);
  }
  // Both ways were cut in the middle of their batches.
  expect(step).toBeGreaterThan(8);
  network.watch = () => undefined;
  expect(await syncWith(b, a.id)).toMatchObject({ itemsReceived: 0, itemsSent: 0, identical: true });
  // Each went on from its cursor; none found at its end that something was missing.
  expect((await history(a)).logs.filter(({ reconciled }) => reconciled)).toEqual([]);
  expect(await a.store.fingerprint()).toEqual(await b.store.fingerprint());

  const names = (await listAll(b, { limit: 200 })).map(({ name }) => name);
  expect(names).toHaveLength(221 + step);
  expect(new Set(names).size).toBe(names.length);
});

test('what a broken session did is in the history of both, and is not counted again', async () => {
  const { a, b, network } = await prepared();
  network.watch = ({ path, message }) => {
    if (path.endsWith('/items/batch') && message === 0) throw new Error('cable cut');
  };
  expect((await a.api('POST', `/peers/${b.id}/sync`)).status).toBe(502);
  network.watch = () => undefined;
  await syncWith(a, b.id);

  const sum = async (app: TestApp, key: 'itemsReceived' | 'itemsSent') =>
    (await history(app)).logs.reduce((total, log) => total + log[key], 0);
  expect([await sum(a, 'itemsReceived'), await sum(a, 'itemsSent')]).toEqual([110, 111]);
  expect((await history(b)).logs.map(({ error }) => error === null)).toEqual([true, false, true]);
});

test('a peer that forgot our cursors is reconciled, and only the differences travel', async () => {
  const { a, b } = await startPair();
  await fill(a, 'a', 1500);
  await syncWith(a, b.id);
  await a.loseCursors();
  await b.loseCursors();
  const some = (await listAll(a, { limit: 200 })).slice(0, 40);
  for (const { id } of some.slice(0, 20)) await changeItem(a, id, { brand: 'x' });
  for (const { id } of some.slice(10, 30)) await changeItem(b, id, { model: 'y' });
  for (const { id } of some.slice(30)) await removeItem(b, id);
  await addItem(a, { name: 'new' });

  const result = await syncWith(a, b.id);

  expect(result).toMatchObject({ itemsReceived: 30, itemsSent: 21, conflicts: 0, identical: true });
  expect(result.bytesReceived + result.bytesSent).toBeLessThan(150_000);
  expect(await a.store.fingerprint()).toEqual(await b.store.fingerprint());
  expect(await syncWith(b, a.id)).toMatchObject({ itemsReceived: 0, itemsSent: 0, identical: true });
});

test.each(['a', 'b'] as const)(
  'a peer that lost what it once sent gets it back, when %s begins',
  async (who) => {
    const { a, b } = await startPair();
    await addItem(b, { name: 'Drill' });
    await syncWith(a, b.id);
    // Both cursors say that there is nothing to send: a takes the item for one that b has.
    await addItem(a, { name: 'Saw' });
    await a.database.writer('items').update({ received_from: b.id });

    const [from, to] = who === 'a' ? [a, b] : [b, a];
    expect(await syncWith(from, to.id)).toMatchObject({ identical: true, conflicts: 0 });

    for (const app of [a, b]) {
      expect((await listAll(app)).map(({ name }) => name)).toEqual(['Drill', 'Saw']);
      expect(await lastLog(app)).toMatchObject({ reconciled: true });
    }
  },
);

test('an item that the other side refuses ends no session and blocks no neighbour', async () => {
  const wall = createFakeClock();
  wall.move(4 * MINUTE);
  const { a, b } = await startPair({ wall });
  // Too far ahead for B, not for A, whose clock is four minutes ahead.
  const future = foreignItem(b.wall.now() + 8 * MINUTE, { name: 'from the future' }, { writer: 'third' });
  await a.store.write((tx) => tx.save([writeOf(future)]));
  await addItem(a, { name: 'Drill' });
  await addItem(b, { name: 'Lamp' });

  const result = await syncWith(a, b.id);

  expect(result).toMatchObject({ itemsSent: 1, itemsReceived: 1, identical: false });
  // However often it was offered.
  expect(result.rejected).toBe(1);
  expect((await listAll(b)).map(({ name }) => name)).toEqual(['Drill', 'Lamp']);
  for (const [app, other] of [
    [a, b],
    [b, a],
  ] as const) {
    expect(await lastLog(app)).toMatchObject({ rejected: result.rejected, error: null });
    expect(await peerOf(app, other.id)).toMatchObject({ inSync: false });
  }
  for (const app of [a, b]) app.wall.move(10 * MINUTE);
  expect(await syncWith(a, b.id)).toMatchObject({ rejected: 0, identical: true });
});
