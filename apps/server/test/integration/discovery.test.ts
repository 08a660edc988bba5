import { expect, test } from 'vitest';
import { addItem, listAll, peerOf, setTrust, syncWith } from '../support/api.js';
import { launch, startInstance } from '../support/processes.js';
import { testFolder } from '../support/temp-folder.js';
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

test('two with the same grid key need no click: they find each other, trust each other, and end alike', async () => {
  const grid = { discovery: true, autoSync: true, gridKey: 'tabouret orage violon mercure cascade' };
  const [a, b] = await Promise.all([
    startInstance({ name: 'Atelier', ...grid }),
    startInstance({ name: 'Garage', ...grid }),
  ]);
  await addItem(a, { name: 'Drill' });
  await until('the item has come to b', async () => (await listAll(b)).some(({ name }) => name === 'Drill'));
  expect(await peerOf(a, b.id)).toMatchObject({ trust: 'trusted', trustedBy: 'grid' });
  expect(await peerOf(b, a.id)).toMatchObject({ trust: 'trusted', trustedBy: 'grid' });
});

test('a grid key that can be guessed stops the start, in one line that names it', async () => {
  const dataDir = `${await testFolder()}/data`;
  for (const [args, env] of [
    [['--grid-key', 'secret'], {}],
    [[], { BRIQUE_GRID_KEY: 'secret' }],
  ] as const) {
    const { ended } = launch(['serve', '--port', '0', '--no-discovery', '--data-dir', dataDir, ...args], env);
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr.split('\n').filter((line) => line.includes('--grid-key: '))).toHaveLength(1);
  }
});
