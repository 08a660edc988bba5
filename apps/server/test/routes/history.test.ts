import type { Problem, SyncHistoryPage, SyncLog } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, history, lastLog, mirrored, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

const page = async (app: TestApp, query: string) =>
  (await app.api<SyncHistoryPage>('GET', `/sync/history?${query}`)).body;

test('each session is a line on both sides, with the same numbers seen from each', async () => {
  const { a, b } = await startPair();
  await addItem(a, { name: 'Drill' });
  await addItem(a, { name: 'Saw' });
  await addItem(b, { name: 'Lamp' });

  const result = await syncWith(a, b.id);

  expect(result).toMatchObject({
    itemsReceived: 1,
    itemsSent: 2,
    conflicts: 0,
    rejected: 0,
    identical: true,
  });
  const ours = await lastLog(a);
  expect(ours).toMatchObject({
    peerId: b.id,
    peerName: 'Garage',
    timestamp: new Date(a.wall.now()).toISOString(),
    trigger: 'manual',
    initiatedBy: 'us',
    itemsReceived: 1,
    itemsSent: 2,
    error: null,
  });
  expect(await lastLog(b)).toMatchObject({ peerId: a.id, peerName: 'Atelier', ...mirrored(ours) });
});

test('a session that finds nothing to do logs zeros', async () => {
  const { a, b } = await startPair();
  await addItem(a, { name: 'Drill' });
  await syncWith(a, b.id);
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    await syncWith(from, to.id);
    const log = await lastLog(from);
    expect(log).toMatchObject({ itemsReceived: 0, itemsSent: 0, conflicts: 0, rejected: 0, error: null });
    expect(await lastLog(to)).toMatchObject(mirrored(log));
  }
});

test('the history is paged newest first, each line once, and by peer', async () => {
  const { a, b } = await startPair();
  for (let i = 0; i < 5; i++) await syncWith(a, b.id);

  const walked: SyncLog[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { logs, nextCursor }: SyncHistoryPage = await page(a, `limit=2&cursor=${cursor}`);
    walked.push(...logs);
    cursor = nextCursor;
  }

  const ids = walked.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((x, y) => y - x));
  expect(new Set(ids).size).toBe(5);
  expect(await page(a, `peerId=${b.id}`)).toEqual({ logs: walked, nextCursor: null });
  expect(await page(a, `peerId=${a.id}`)).toEqual({ logs: [], nextCursor: null });
});

test('a failed session is a line too, with the reason in words', async () => {
  const { a, b, network } = await startPair();
  network.members.delete(b.address);

  const { status, body } = await a.api<Problem>('POST', `/peers/${b.id}/sync`);

  expect([status, body.code]).toEqual([502, 'peer_unreachable']);
  expect(await lastLog(a)).toMatchObject({
    initiatedBy: 'us',
    error: expect.stringMatching(/^peer_unreachable: \w+ .+/),
  });
  expect((await history(b)).logs).toEqual([]);
});

test('the owner may start a session through the gossip call as well', async () => {
  const { a, b } = await startPair();
  const { status, body } = await a.api('POST', '/gossip/sync', { peerId: b.id });
  expect([status, body]).toMatchObject([200, { peerId: b.id, identical: true }]);
});

test('nothing was ever synchronised: an empty history', async () => {
  expect(await history(await startApp())).toEqual({ logs: [], nextCursor: null });
});
