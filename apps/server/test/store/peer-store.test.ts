import { expect, test } from 'vitest';
import { createCursors } from '../../src/adapters/store/cursors.js';
import { createPeerStore } from '../../src/adapters/store/peer-store.js';
import { openStore } from '../support/open-store.js';

const AT = '2026-11-25T09:00:00.000Z';
const garage = {
  id: 'g'.repeat(52),
  name: 'Garage',
  address: '192.0.2.1:9080',
  certificatePem: 'pem',
  createdAt: AT,
};

async function setUp() {
  const { database } = await openStore();
  return createPeerStore(database, createCursors(database));
}

test('a request that comes late undoes no answer', async () => {
  const peers = await setUp();
  for (const answer of ['trusted', 'revoked'] as const) {
    await peers.add({ ...garage, trust: 'discovered' });
    await peers.change(garage.id, { trust: answer, name: 'Downstairs', renamed: true });
    // Noted by somebody who looked before the owner answered.
    await peers.add({ ...garage, trust: 'requested' });
    expect(await peers.get(garage.id)).toMatchObject({ trust: answer, name: 'Downstairs', renamed: true });
  }
});

test('one that nobody has answered for becomes a request, and stays who it was', async () => {
  const peers = await setUp();
  await peers.add({ ...garage, trust: 'discovered' });
  await peers.add({ ...garage, name: 'Another name', trust: 'requested' });
  expect(await peers.get(garage.id)).toMatchObject({ trust: 'requested', name: 'Garage' });
  await peers.add({ ...garage, trust: 'discovered' });
  expect(await peers.get(garage.id)).toMatchObject({ trust: 'requested' });
});

test('what its owner typed stays, wherever it is reached, until it is removed', async () => {
  const peers = await setUp();
  await peers.add({ ...garage, trust: 'discovered' });
  expect(await peers.get(garage.id)).toMatchObject({ earlierAddresses: [], typedAddress: null });
  await peers.change(garage.id, { typedAddress: 'garage.lan:9080' });
  await peers.change(garage.id, { address: '192.0.2.7:9080', earlierAddresses: [garage.address] });
  expect(await peers.get(garage.id)).toMatchObject({
    ...{ address: '192.0.2.7:9080', earlierAddresses: [garage.address], typedAddress: 'garage.lan:9080' },
  });
  await peers.remove(garage.id, AT);
  await peers.add({ ...garage, trust: 'requested' });
  expect(await peers.get(garage.id)).toMatchObject({ earlierAddresses: [], typedAddress: null });
});

test('one that was removed is met anew', async () => {
  const peers = await setUp();
  await peers.add({ ...garage, trust: 'discovered' });
  await peers.change(garage.id, {
    trust: 'trusted',
    terms: { scope: 'guest', until: null },
    trustedBy: 'invite',
  });
  await peers.remove(garage.id, AT);
  expect(await peers.get(garage.id)).toBeNull();
  await peers.add({ ...garage, trust: 'requested' });
  expect(await peers.get(garage.id)).toMatchObject({
    trust: 'requested',
    terms: { scope: 'household', until: null },
    trustedBy: null,
  });
});
