import { expect, test } from 'vitest';
import { addItem, listAll, peerOf, setTrust, syncWith } from '../support/api.js';
import { startInstance } from '../support/processes.js';
import { until } from '../support/until.js';

test('two instances find each other, are approved by clicks alone, and synchronise', async () => {
  const [a, b] = await Promise.all([
    startInstance({ name: 'Atelier', discovery: true }),
    startInstance({ name: 'Garage', discovery: true }),
  ]);
  await until('a sees b', async () => (await peerOf(a, b.id))?.status === 'online');
  await until('b sees a', async () => (await peerOf(b, a.id))?.status === 'online');
  expect(await peerOf(a, b.id)).toMatchObject({ name: 'Garage', trust: 'discovered', isTrusted: false });
  expect(await peerOf(a, a.id)).toBeUndefined();

  await setTrust(a, b.id, true);
  await until('the request is shown', async () => (await peerOf(b, a.id))?.trust === 'requested');
  await setTrust(b, a.id, true);
  await addItem(a, { name: 'Drill' });
  expect(await syncWith(b, a.id)).toMatchObject({ itemsReceived: 1, identical: true });
  expect((await listAll(b)).map(({ name }) => name)).toEqual(['Drill']);

  const told = await a.events();
  await b.stop();
  await told.waitFor('peers-changed', ({ peerId }) => peerId === b.id);
  await until('a sees that b is gone', async () => (await peerOf(a, b.id))?.status === 'offline', 5000);
});
