import type { BulkResult, DifferencesPage } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, addPeer, changeItem, setTrust, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';
import { foreignItem, wireForm } from '../support/documents.js';
import { createFakeClock, MINUTE } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';
import { addMany } from '../support/many-items.js';

const differences = async (at: TestApp, peer: TestApp, query = '') =>
  (await at.api<DifferencesPage>('GET', `/peers/${peer.id}/differences${query}`)).body;

const NONE = { held: 0, refused: 0, refused_there: 0, not_sent: 0 };

test('between two that are identical there is no difference', async () => {
  const { a, b } = await startPair();
  await addItem(a, { name: 'Saw' });
  await syncWith(a, b.id);
  const none = { items: [], nextCursor: null, counts: NONE, heldThere: 0, isGuestHere: false };
  expect(await differences(a, b)).toEqual({ ...none, isGuestThere: false });
  expect(await differences(b, a)).toEqual({ ...none, isGuestThere: null });
});

test('what changed since the last session has not been sent yet', async () => {
  const { a, b } = await startPair();
  const saw = await addItem(a, { name: 'Saw' });
  await addItem(a, { name: 'Drill' });
  await syncWith(a, b.id);
  await changeItem(a, saw.id, { name: 'Fretsaw' });
  expect(await differences(a, b)).toMatchObject({
    items: [{ itemId: saw.id, name: 'Fretsaw', reason: 'not_sent', code: null, at: null }],
    counts: { ...NONE, not_sent: 1 },
  });
  // What came from there is no news to it.
  expect((await differences(b, a)).counts).toEqual(NONE);
});

test('what waits here is told with its name, before the rest, and what waits there by its number', async () => {
  const { a, b } = await startPair();
  const ids = await addMany(a, 40);
  await syncWith(a, b.id);
  await a.api<BulkResult>('POST', '/items/bulk', { action: 'delete', ids });
  await syncWith(a, b.id);
  await addItem(b, { name: 'New here' });
  const first = await differences(b, a, '?limit=25');
  expect(first.counts).toEqual({ ...NONE, held: 40, not_sent: 1 });
  expect(first.items).toHaveLength(25);
  const second = await differences(b, a, `?limit=25&cursor=${first.nextCursor}`);
  expect(second.items.map(({ reason }) => reason)).toEqual([...Array(15).fill('held'), 'not_sent']);
  expect([second.nextCursor, second.items.at(-1)?.name]).toEqual([null, 'New here']);
  expect(await differences(a, b)).toMatchObject({ items: [], heldThere: 40 });
});

test('what one side refused is told on both, with why, until they are identical', async () => {
  const [network, clock] = [createFakeNetwork(), createFakeClock()];
  const a = await startApp({ name: 'Atelier', network, wall: createFakeClock(clock.now() + 4 * MINUTE) });
  const b = await startApp({ name: 'Garage', network, wall: clock });
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    await addPeer(one, other.address);
    await setTrust(one, other.id, true);
  }
  const future = wireForm(foreignItem(a.wall.now() + 4 * MINUTE, { name: 'From tomorrow' }));
  const body = JSON.stringify({ changes: [future] });
  const json = { 'content-type': 'application/json' };
  expect((await a.ui('/api/v1/gossip/items/batch', { method: 'POST', headers: json, body })).status).toBe(
    200,
  );
  await syncWith(a, b.id);
  expect(await differences(a, b)).toMatchObject({
    items: [{ name: 'From tomorrow', reason: 'refused_there', code: 'future_stamp' }],
    counts: { ...NONE, refused_there: 1 },
  });
  expect(await differences(b, a)).toMatchObject({
    items: [{ name: '', reason: 'refused', code: 'future_stamp' }],
    counts: { ...NONE, refused: 1 },
  });
  clock.move(4 * MINUTE);
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true });
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const)
    expect((await differences(one, other)).counts).toEqual(NONE);
});

test('a guest is told of on both sides', async () => {
  const { a, b } = await startPair();
  await b.api('PATCH', `/peers/${a.id}`, { scope: 'guest' });
  await syncWith(a, b.id);
  expect(await differences(a, b)).toMatchObject({ isGuestHere: false, isGuestThere: true });
  expect(await differences(b, a)).toMatchObject({ isGuestHere: true });
});

test('an unknown instance is not found; a cursor of another list is refused', async () => {
  const app = await startApp();
  expect((await app.api('GET', '/peers/nobody/differences')).status).toBe(404);
  const { a, b } = await startPair();
  expect((await a.api('GET', `/peers/${b.id}/differences?cursor=9-9`)).status).toBe(400);
});
