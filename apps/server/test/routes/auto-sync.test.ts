import type { Peer, Problem, SyncLog } from '@brique/shared';
import { expect, test } from 'vitest';
import {
  addItem,
  addPeer,
  changeItem,
  history,
  lastLog,
  listItems,
  mirrored,
  peerOf,
  readItem,
  setTrust,
  syncWith,
} from '../support/api.js';
import { fakeIdentity, startApp, startPair, type TestApp } from '../support/build-app.js';
import { createFakeClock, MINUTE } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';
import { createFakeTiming } from '../support/fake-timing.js';
import { addMany } from '../support/many-items.js';

const PATIENTLY = { timeout: 30_000 };

/** Two that trust each other and have met, both synchronising by themselves. */
async function startMet() {
  const timing = createFakeTiming();
  const pair = await startPair({ timing });
  await timing.advance(3000);
  await expect.poll(() => isAlike(pair.a, pair.b), PATIENTLY).toBe(true);
  return { ...pair, timing };
}

/** Whether the page of either says that they were proved identical and nothing has changed since. */
async function isAlike(a: TestApp, b: TestApp): Promise<boolean> {
  const seen = [await peerOf(a, b.id), await peerOf(b, a.id)];
  return seen.every((peer) => peer?.inSync === true && peer.status === 'online');
}

const triggers = async (app: TestApp) => (await history(app)).logs.map(({ trigger }) => trigger);

const knock = (from: TestApp, at: TestApp) => at.gossip(from.identity, '/sync', { method: 'POST' });

test('a change travels at once, and both histories say why', async () => {
  const { a, b } = await startMet();
  const { id } = await addItem(a, { name: 'Drill' });
  await expect.poll(async () => (await listItems(b)).items, PATIENTLY).toMatchObject([{ name: 'Drill' }]);
  await expect.poll(() => isAlike(a, b), PATIENTLY).toBe(true);
  const log = await lastLog(a);
  expect(log).toMatchObject({ trigger: 'change', initiatedBy: 'us', itemsSent: 1, itemsReceived: 0 });
  expect(await lastLog(b)).toMatchObject(mirrored(log));

  await changeItem(b, id, { brand: 'Bosch' });
  await expect.poll(async () => (await readItem(a, id)).brand, PATIENTLY).toBe('Bosch');
  await expect.poll(() => isAlike(a, b), PATIENTLY).toBe(true);
  expect(await lastLog(b)).toMatchObject({ trigger: 'change', initiatedBy: 'us', itemsSent: 1 });
});

test('a peer that is left out is neither told nor visited, until it is taken in again', async () => {
  const { a, b, timing } = await startMet();
  const { status, body } = await a.api<Peer>('PATCH', `/peers/${b.id}`, { autoSync: false });
  expect([status, body.autoSync, body.trust]).toEqual([200, false, 'trusted']);
  expect(await peerOf(a, b.id)).toMatchObject({ autoSync: false });

  // B would go on visiting A as it chose itself, so it is told to leave A out as well.
  await b.api('PATCH', `/peers/${a.id}`, { autoSync: false });
  await addItem(a, { name: 'Drill' });
  await timing.advance(60 * MINUTE);
  expect(await syncWith(a, b.id), 'by a click').toMatchObject({ itemsSent: 1 });

  await addItem(a, { name: 'Saw' });
  await a.api('PATCH', `/peers/${b.id}`, { autoSync: true });
  await timing.advance(3000);
  await expect.poll(async () => (await listItems(b)).total, PATIENTLY).toBe(2);
});

test('switched off it does nothing by itself, a click still works, and switched on it catches up', async () => {
  const { a, b, timing } = await startMet();
  for (const app of [a, b]) await app.api('PATCH', '/settings', { autoSyncEnabled: false });
  await addItem(a, { name: 'Drill' });
  expect((await knock(b, a)).status).toBe(202);
  await timing.advance(60 * MINUTE);
  expect((await listItems(b)).total).toBe(0);
  expect(await syncWith(b, a.id)).toMatchObject({ itemsReceived: 1 });

  await addItem(a, { name: 'Saw' });
  await a.api('PATCH', '/settings', { autoSyncEnabled: true });
  await timing.advance(3000);
  await expect.poll(async () => (await listItems(b)).total, PATIENTLY).toBe(2);
});

test('every interval brings a session, as often as the settings say', async () => {
  const { a, b, timing } = await startMet();
  a.wall.move(1000);
  await b.api('PATCH', '/settings', { autoSyncEnabled: false });
  await a.api('PATCH', '/settings', { autoSyncIntervalSeconds: 10 });
  await timing.advance(12_500);
  const now = new Date(a.wall.now()).toISOString();
  await expect.poll(async () => (await peerOf(b, a.id))?.lastSync, PATIENTLY).toBe(now);
  expect(await lastLog(b)).toMatchObject({ trigger: 'automatic', initiatedBy: 'them', timestamp: now });
});

test('"I have news, come" is followed by a session, from trusted peers only', async () => {
  const { a, b, network } = await startMet();
  await b.api('PATCH', '/settings', { autoSyncEnabled: false });
  await addItem(b, { name: 'Lamp' });
  const paths: string[] = [];
  network.watch = ({ path }) => void paths.push(path);

  const stranger = await a.gossip(fakeIdentity('Stranger'), '/sync', { method: 'POST' });
  expect(stranger.status).toBe(403);
  expect(paths).toEqual([]);

  expect((await knock(b, a)).status).toBe(202);
  await expect.poll(async () => (await listItems(a)).total, PATIENTLY).toBe(1);
  await expect
    .poll(() => lastLog(a), PATIENTLY)
    .toMatchObject({ trigger: 'automatic', initiatedBy: 'us', itemsReceived: 1 });
});

/** A session that a change has started, held just before its proof. */
async function startHeld() {
  const met = await startMet();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isHeld = false;
  met.network.watch = async ({ path }) => {
    if (!path.endsWith('/proof') || isHeld) return;
    isHeld = true;
    await held;
  };
  await addItem(met.a, { name: 'Drill' });
  await expect.poll(() => isHeld, PATIENTLY).toBe(true);
  return { ...met, release };
}

test('a click during a session that runs by itself waits for it, and then runs', async () => {
  const { a, b, release } = await startHeld();
  const click = syncWith(a, b.id);
  expect((await peerOf(a, b.id))?.status).toBe('syncing');
  release();
  expect(await click).toMatchObject({ itemsSent: 0, identical: true });
  expect((await triggers(a)).slice(0, 2)).toEqual(['manual', 'change']);
});

test('so does a click on the other side', async () => {
  const { a, b, release } = await startHeld();
  const click = syncWith(b, a.id);
  expect((await peerOf(b, a.id))?.status).toBe('syncing');
  release();
  expect(await click).toMatchObject({ itemsReceived: 0, identical: true });
  expect((await triggers(b)).slice(0, 2)).toEqual(['manual', 'change']);
});

test('stopping it stops the click that waits for it', async () => {
  const { a, b, release } = await startHeld();
  const click = a.api<Problem>('POST', `/peers/${b.id}/sync`);
  // Answered after the click was taken in.
  await peerOf(a, b.id);
  expect((await a.api('DELETE', `/peers/${b.id}/sync`)).status).toBe(204);
  release();
  expect((await click).body.code).toBe('cancelled');
});

test('the second approval is enough to begin: nobody clicks', async () => {
  const timing = createFakeTiming();
  const shared = { wall: createFakeClock(), network: createFakeNetwork(), timing };
  const a = await startApp({ name: 'Atelier', ...shared });
  const b = await startApp({ name: 'Garage', ...shared });
  await addItem(a, { name: 'Drill' });
  await addPeer(a, b.address);
  await setTrust(a, b.id, true);
  await timing.advance(3000);
  await expect
    .poll(() => lastLog(a), PATIENTLY)
    .toMatchObject({ error: expect.stringMatching(/^peer_refused: /) });
  await timing.advance(2 * MINUTE);
  expect((await history(a)).logs, 'it does not ask again and again').toHaveLength(1);

  await setTrust(b, a.id, true);
  await expect.poll(async () => (await listItems(b)).total, PATIENTLY).toBe(1);
});

test('of sessions in a row that nobody asked for and that moved nothing, the history keeps the last', async () => {
  const { a, b } = await startMet();
  const visit = async () => {
    a.wall.move(1000);
    await knock(b, a);
    const now = new Date(a.wall.now()).toISOString();
    await expect.poll(async () => (await peerOf(a, b.id))?.lastSync, PATIENTLY).toBe(now);
    await expect.poll(async () => (await peerOf(b, a.id))?.lastSync, PATIENTLY).toBe(now);
    return now;
  };
  await syncWith(a, b.id);
  await syncWith(a, b.id);
  let last = '';
  for (let i = 0; i < 4; i++) last = await visit();
  for (const app of [a, b]) {
    expect((await triggers(app)).slice(0, 3)).toEqual(['automatic', 'manual', 'manual']);
    expect(await lastLog(app)).toMatchObject({
      timestamp: last,
      itemsReceived: 0,
      itemsSent: 0,
      error: null,
    });
  }

  await addItem(a, { name: 'Drill' });
  await expect.poll(() => isAlike(a, b), PATIENTLY).toBe(true);
  await visit();
  await visit();
  for (const app of [a, b]) {
    expect((await triggers(app)).slice(0, 4)).toEqual(['automatic', 'change', 'automatic', 'manual']);
  }
});

test('a mass deletion that is held back starts no further sessions, and its line stays', async () => {
  const { a, b } = await startMet();
  const ids = await addMany(a, 30);
  await expect.poll(() => isAlike(a, b), PATIENTLY).toBe(true);
  await a.api('POST', '/items/bulk', { action: 'delete', ids });
  await expect.poll(async () => (await lastLog(a)).heldThere, PATIENTLY).toBe(30);
  const last = await lastLog(b);
  expect(last).toMatchObject({ trigger: 'change', held: 30, error: null });
  for (let i = 0; i < 2; i++) {
    a.wall.move(1000);
    await knock(b, a);
    const now = new Date(a.wall.now()).toISOString();
    await expect.poll(async () => (await peerOf(b, a.id))?.lastSync, PATIENTLY).toBe(now);
  }
  const [visit, held] = (await history(b)).logs;
  expect([visit?.trigger, visit?.held, visit?.reconciled]).toEqual(['automatic', 0, false]);
  expect(held).toEqual(last);
});

test('of failures in a row that say the same, too; one that says something else stays', async () => {
  const { a, b, network } = await startMet();
  const failures = async () =>
    (await history(a)).logs.flatMap(({ error }: SyncLog) => (error === null ? [] : [error.split(':')[0]]));
  const failedVisit = async (code: string) => {
    a.wall.move(1000);
    const before = (await history(a)).logs[0]?.id;
    await knock(b, a);
    await expect
      .poll(async () => {
        const [log] = (await history(a)).logs;
        return log?.id !== before && log?.error;
      }, PATIENTLY)
      .toMatch(code);
  };
  network.watch = ({ path }) => {
    if (path.endsWith('/proof')) throw new Error('cut');
  };
  await b.api('PATCH', '/settings', { autoSyncEnabled: false });
  await failedVisit('connection_lost');
  await failedVisit('connection_lost');
  expect(await failures()).toEqual(['connection_lost']);
  network.watch = () => undefined;
  await setTrust(b, a.id, false);
  await failedVisit('peer_refused');
  expect(await failures()).toEqual(['peer_refused', 'connection_lost']);
});

test('nobody there is no session when nobody asked for one', async () => {
  const { a, b, network } = await startMet();
  const before = (await history(a)).logs.length;
  network.members.delete(b.address);
  await addItem(a, { name: 'Drill' });
  await expect.poll(async () => (await peerOf(a, b.id))?.status, PATIENTLY).toBe('offline');
  expect((await a.api('POST', `/peers/${b.id}/sync`)).status).toBe(502);
  const { logs } = await history(a);
  expect(logs.slice(0, -before).map(({ trigger }) => trigger)).toEqual(['manual']);
});
