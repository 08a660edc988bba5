import type { Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import {
  addItem,
  addPeer,
  changeItem,
  history,
  lastLog,
  listAll,
  mirrored,
  peerOf,
  readItem,
  removeItem,
  restoreItem,
  setTrust,
  syncWith,
} from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';
import { createFakeClock, MINUTE } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';

const PATIENTLY = { timeout: 30_000 };

/** Everything both hold, trash included, is the same. */
async function expectIdentical(a: TestApp, b: TestApp): Promise<void> {
  expect(await a.store.fingerprint()).toEqual(await b.store.fingerprint());
  for (const deleted of [0, 1]) {
    const byId = async (app: TestApp) =>
      (await listAll(app, { deleted, limit: 200 })).sort((x, y) => (x.id < y.id ? -1 : 1));
    expect(await byId(a)).toEqual(await byId(b));
  }
}

test('items of both sides come together, a deletion travels, and so does its undoing', async () => {
  const { a, b } = await startPair();
  const drill = await addItem(a, { name: 'Drill', notes: 'ours' });
  await addItem(b, { name: 'Lamp' });
  await syncWith(a, b.id);
  await expectIdentical(a, b);

  await removeItem(b, drill.id);
  expect(await syncWith(a, b.id)).toMatchObject({ itemsReceived: 1, itemsSent: 0, conflicts: 0 });
  expect((await readItem(a, drill.id)).deletedAt).not.toBeNull();
  await restoreItem(a, drill.id);
  expect(await syncWith(b, a.id)).toMatchObject({ itemsReceived: 1, itemsSent: 0 });
  expect(await readItem(b, drill.id)).toMatchObject({ notes: 'ours', deletedAt: null, syncVersion: 3 });
  await expectIdentical(a, b);
});

test('changes of different fields on both sides both stay', async () => {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Drill' });
  await syncWith(a, b.id);
  await changeItem(a, id, { brand: 'Bosch' });
  await changeItem(b, id, { model: 'PSB' });
  expect(await syncWith(a, b.id)).toMatchObject({
    itemsReceived: 1,
    itemsSent: 1,
    conflicts: 0,
    identical: true,
  });
  expect(await readItem(b, id)).toMatchObject({
    brand: 'Bosch',
    model: 'PSB',
    conflictCount: 0,
    syncVersion: 3,
  });
  await expectIdentical(a, b);
});

test.each(['a', 'b'] as const)(
  'one field on both sides: the later wins on both, whoever (%s) synchronises',
  async (who) => {
    const { a, b } = await startPair();
    const { id } = await addItem(a, { name: 'Drill' });
    await syncWith(a, b.id);
    await changeItem(a, id, { name: 'Saw' });
    a.wall.move(1000);
    await changeItem(b, id, { name: 'Plane' });

    const [from, to] = who === 'a' ? [a, b] : [b, a];
    expect(await syncWith(from, to.id)).toMatchObject({ conflicts: 1, identical: true });

    for (const app of [a, b]) {
      expect(await readItem(app, id)).toMatchObject({
        name: 'Plane',
        conflictCount: 1,
        conflicts: [{ key: 'name', losingValue: 'Saw', winningValue: 'Plane', losingPeer: a.id.slice(0, 8) }],
      });
      expect(await lastLog(app)).toMatchObject({ conflicts: 1 });
    }
    expect(await syncWith(to, from.id)).toMatchObject({ itemsReceived: 0, itemsSent: 0, conflicts: 0 });
    await expectIdentical(a, b);
  },
);

test('what one deleted while the other changed it stays, and says so', async () => {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Drill' });
  await syncWith(a, b.id);
  await removeItem(a, id);
  await changeItem(b, id, { notes: 'lent to Ada' });
  expect(await syncWith(a, b.id)).toMatchObject({ conflicts: 1, identical: true });
  expect(await readItem(a, id)).toMatchObject({ notes: 'lent to Ada', deletedAt: null, conflictCount: 1 });
  await expectIdentical(a, b);
});

test('a third instance gets through the second what the first wrote', async () => {
  const wall = createFakeClock();
  const network = createFakeNetwork();
  const a = await startApp({ name: 'A', wall, network });
  const b = await startApp({ name: 'B', wall, network });
  const c = await startApp({ name: 'C', wall, network });
  for (const [from, to] of [
    [a, b],
    [b, a],
    [b, c],
    [c, b],
  ] as const) {
    await addPeer(from, to.address);
    await setTrust(from, to.id, true);
  }
  const { id } = await addItem(a, { name: 'Drill' });
  await syncWith(a, b.id);
  await syncWith(c, b.id);
  await changeItem(c, id, { brand: 'Bosch' });
  await syncWith(c, b.id);
  await syncWith(a, b.id);
  expect(await readItem(a, id)).toMatchObject({ brand: 'Bosch', originPeerId: a.id });
  await expectIdentical(a, c);
});

test('clocks more than 5 minutes apart: no session, and both times are named', async () => {
  const network = createFakeNetwork();
  const a = await startApp({ name: 'A', network });
  const b = await startApp({ name: 'B', network, wall: createFakeClock(a.wall.now() + 10 * MINUTE) });
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    await addPeer(from, to.address);
    await setTrust(from, to.id, true);
  }
  const { status, body } = await a.api<Problem>('POST', `/peers/${b.id}/sync`);
  expect([status, body.code]).toEqual([502, 'clock_skew']);
  expect((await lastLog(a)).error).toContain('The clock of B is 10 minutes ahead of');
  expect((await lastLog(b)).error).toContain('The clock of A is 10 minutes behind');
  for (const app of [a, b]) {
    expect(body.detail).toContain(new Date(app.wall.now()).toISOString());
    expect((await lastLog(app)).error).toMatch(/^clock_skew: .*10 minutes/);
  }
  b.wall.move(-6 * MINUTE);
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true });
});

test('what was written while the clock was wrong is restamped once it is right', async () => {
  const { a, b } = await startPair();
  a.wall.move(60 * MINUTE);
  const { id } = await addItem(a, { name: 'Drill' });
  a.wall.move(-60 * MINUTE);

  expect(await syncWith(a, b.id)).toMatchObject({ itemsSent: 1, rejected: 0, identical: true });

  expect(Date.parse((await readItem(b, id)).updatedAt)).toBeLessThanOrEqual(b.wall.now());
  await expectIdentical(a, b);
  expect(Date.parse((await addItem(a, { name: 'Saw' })).updatedAt)).toBeLessThanOrEqual(a.wall.now());
});

test('a clock that falls behind restamps nothing: what others changed meanwhile meets no conflict', async () => {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Drill', notes: 'first' });
  await syncWith(a, b.id);
  await changeItem(b, id, { notes: 'second' });
  const { updatedAt } = await readItem(b, id);
  a.wall.move(-60 * MINUTE);
  await addItem(a, { name: 'Saw' });
  expect((await readItem(a, id)).updatedAt > new Date(a.wall.now()).toISOString()).toBe(true);
  a.wall.move(60 * MINUTE);

  expect(await syncWith(a, b.id)).toMatchObject({ itemsReceived: 1, itemsSent: 1, conflicts: 0 });

  expect(await readItem(a, id)).toMatchObject({ notes: 'second', conflictCount: 0 });
  expect((await readItem(b, id)).updatedAt).toBe(updatedAt);
  await expectIdentical(a, b);
});

test('a guest’s clock is no proof that ours is right: nothing is restamped, whoever begins', async () => {
  const { a, b } = await startPair();
  const { id, updatedAt } = await addItem(a, { name: 'Drill' });
  await a.api('PATCH', `/peers/${b.id}`, { scope: 'guest' });
  a.wall.move(-60 * MINUTE);

  // Both share one clock.
  await syncWith(b, a.id);
  await syncWith(a, b.id);

  expect(await readItem(a, id)).toMatchObject({ updatedAt, syncVersion: 1 });
});

test('pages hear of what was restamped', async () => {
  const { a, b } = await startPair();
  a.wall.move(60 * MINUTE);
  const { id } = await addItem(a, { name: 'Drill' });
  a.wall.move(-60 * MINUTE);
  const told: unknown[] = [];
  a.events.subscribe((name, data) => {
    if (name === 'items-changed') told.push(data);
  });

  await syncWith(a, b.id);

  expect(told).toEqual([{ ids: [id] }]);
});

test('both begin at once: one session runs, and nobody waits for ever', async () => {
  const { a, b } = await startPair();
  for (let round = 0; round < 5; round++) {
    await addItem(a, { name: `a${round}` });
    await addItem(b, { name: `b${round}` });
    const answers = await Promise.all([
      a.api<Problem>('POST', `/peers/${b.id}/sync`),
      b.api<Problem>('POST', `/peers/${a.id}/sync`),
    ]);
    const failed = answers.filter(({ status }) => status !== 200);
    expect(failed.map(({ status, body }) => [status, body.code])).toEqual(
      failed.map(() => [409, 'already_syncing']),
    );
    expect(failed.length).toBeLessThanOrEqual(1);
    await expectIdentical(a, b);
    for (const app of [a, b]) expect((await app.api('GET', '/sync/progress')).body).toEqual([]);
  }
  const [ours, theirs] = [(await history(a)).logs, (await history(b)).logs];
  expect(theirs).toMatchObject(ours.map(mirrored));
  expect(ours.every(({ error }) => error === null)).toBe(true);
});

test('a second click while a session runs is told so', async () => {
  const { a, b, network } = await startPair();
  await addItem(a, { name: 'Drill' });
  let again: Promise<unknown> = Promise.resolve();
  network.watch = ({ path }) => {
    if (!path.endsWith('/items/batch')) return;
    again = a.api('POST', `/peers/${b.id}/sync`);
    return again.then(() => undefined);
  };
  await syncWith(a, b.id);
  expect(await again).toMatchObject({ status: 409, body: { code: 'already_syncing' } });
});

test('a session can be cancelled on either side', async () => {
  for (const canceller of ['a', 'b'] as const) {
    const { a, b, network } = await startPair();
    await addItem(a, { name: 'Drill' });
    network.watch = async ({ path }) => {
      if (!path.endsWith('/items/batch')) return;
      const [here, there] = canceller === 'a' ? [a, b] : [b, a];
      expect((await here.api('DELETE', `/peers/${there.id}/sync`)).status).toBe(204);
    };
    const { status } = await a.api<Problem>('POST', `/peers/${b.id}/sync`);
    expect([canceller, status]).toEqual([canceller, expect.toSatisfy((s: number) => s >= 400 && s !== 500)]);
    await expect
      .poll(async () => (await lastLog(canceller === 'a' ? a : b)).error, PATIENTLY)
      .toMatch(/^cancelled: /);
    for (const [app, other] of [
      [a, b],
      [b, a],
    ] as const) {
      await expect.poll(async () => (await peerOf(app, other.id))?.status, PATIENTLY).toBe('online');
    }
    network.watch = () => undefined;
    expect(await syncWith(b, a.id)).toMatchObject({ identical: true });
    await expectIdentical(a, b);
  }
});
