import type { Peer, Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import { addPeer, listPeers, peerOf, setTrust, syncWith } from '../support/api.js';
import { fakeIdentity, startApp, startPair, type TestApp } from '../support/build-app.js';
import { createFakeNetwork } from '../support/fake-network.js';

async function strangers() {
  const network = createFakeNetwork();
  const a = await startApp({ name: 'Atelier', network });
  const b = await startApp({ name: 'Garage', network });
  return { a, b, network };
}

test('a peer added by its address is known by what it proved, and not trusted', async () => {
  const { a, b } = await strangers();
  const { status, body } = await a.api<Peer>('POST', '/peers', { address: ` ${b.address} ` });
  const now = new Date(a.wall.now()).toISOString();
  expect(status).toBe(201);
  expect(body).toEqual({
    id: b.id,
    name: 'Garage',
    address: b.address,
    status: 'online',
    isTrusted: false,
    trust: 'discovered',
    scope: 'household',
    trustedUntil: null,
    trustedBy: null,
    lastSeen: now,
    lastSync: null,
    autoSync: true,
    createdAt: now,
    inSync: null,
    verifiedAt: null,
    ...{ held: 0, heldThere: 0 },
  });
  expect(await listPeers(a)).toEqual([body]);
});

test('adding it again only renews its address', async () => {
  const { a, b, network } = await strangers();
  await addPeer(a, b.address);
  await setTrust(a, b.id, true);
  const member = network.members.get(b.address);
  if (member !== undefined) network.members.set('elsewhere.test:1', member);
  expect(await addPeer(a, 'elsewhere.test:1')).toMatchObject({
    address: 'elsewhere.test:1',
    isTrusted: true,
  });
  expect(await listPeers(a)).toHaveLength(1);
});

test('its own address is no peer', async () => {
  const { a } = await strangers();
  const { status, body } = await a.api<Problem>('POST', '/peers', { address: a.address });
  expect([status, body.errors?.[0]]).toMatchObject([422, { field: 'address', code: 'own_address' }]);
  expect(await listPeers(a)).toEqual([]);
});

test('approving lets the other side know, as a request', async () => {
  const { a, b } = await strangers();
  await addPeer(a, b.address);
  expect(await listPeers(b)).toEqual([]);

  expect(await setTrust(a, b.id, true)).toMatchObject({ trust: 'trusted', isTrusted: true });

  await expect
    .poll(() => peerOf(b, a.id), { timeout: 30_000 })
    .toMatchObject({ name: 'Atelier', trust: 'requested', isTrusted: false, status: 'online' });
});

test('a session needs the approval of both', async () => {
  const { a, b } = await strangers();
  await addPeer(a, b.address);
  const refused = async () => {
    const { status, body } = await a.api<Problem>('POST', `/peers/${b.id}/sync`);
    return [status, body.code];
  };
  expect(await refused()).toEqual([403, 'not_trusted']);
  await setTrust(a, b.id, true);
  expect(await refused()).toEqual([502, 'peer_refused']);
  await setTrust(b, a.id, true);
  expect(await syncWith(a, b.id)).toMatchObject({ peerId: b.id, identical: true });
});

test('revoking ends what is open and stays visible', async () => {
  const { a, b } = await startPair();
  expect(await setTrust(a, b.id, false)).toMatchObject({ trust: 'revoked', isTrusted: false });
  expect(a.cut).toEqual([b.id]);
  const { status, body } = await b.api<Problem>('POST', `/peers/${a.id}/sync`);
  expect([status, body.code]).toEqual([502, 'peer_refused']);
  expect(await peerOf(a, b.id)).toMatchObject({ trust: 'revoked' });
});

test('a name that the owner gave stays; otherwise it follows the peer’s', async () => {
  const { a, b } = await strangers();
  await addPeer(a, b.address);
  await b.api('PATCH', '/settings', { instanceName: 'Cellar' });
  expect(await addPeer(a, b.address)).toMatchObject({ name: 'Cellar' });
  await a.api('PATCH', `/peers/${b.id}`, { name: 'Downstairs' });
  await b.api('PATCH', '/settings', { instanceName: 'Attic' });
  expect(await addPeer(a, b.address)).toMatchObject({ name: 'Downstairs' });
});

test('a removed peer is gone, keeps its history, and is met anew', async () => {
  const { a, b } = await startPair();
  await syncWith(a, b.id);
  expect((await a.api('DELETE', `/peers/${b.id}`)).status).toBe(204);
  expect(await listPeers(a)).toEqual([]);
  expect(a.cut).toEqual([b.id]);
  const { body } = await a.api<{ logs: unknown[] }>('GET', `/sync/history?peerId=${b.id}`);
  expect(body.logs).toMatchObject([{ peerName: 'Garage' }]);

  expect(await addPeer(a, b.address)).toMatchObject({ trust: 'discovered', lastSync: null, inSync: null });
});

test('a peer goes offline when it is silent for 30 s', async () => {
  const { a, b } = await strangers();
  await addPeer(a, b.address);
  a.wall.move(30_000);
  expect(await peerOf(a, b.id)).toMatchObject({ status: 'online' });
  a.wall.move(1);
  expect(await peerOf(a, b.id)).toMatchObject({ status: 'offline' });
});

test('who is identical is told until something changes here', async () => {
  const { a, b } = await startPair();
  expect(await peerOf(a, b.id)).toMatchObject({ inSync: null, verifiedAt: null });
  await syncWith(a, b.id);
  const verifiedAt = new Date(a.wall.now()).toISOString();
  for (const [here, there] of [
    [a, b],
    [b, a],
  ] as const) {
    expect(await peerOf(here, there.id)).toMatchObject({ inSync: true, verifiedAt, lastSync: verifiedAt });
  }
  await a.api('POST', '/items', { name: 'Drill' });
  expect(await peerOf(a, b.id)).toMatchObject({ inSync: null, verifiedAt });
});

test('another instance at the stored address is not spoken to', async () => {
  const { a, b, network } = await startPair();
  const asked: string[] = [];
  network.members.set(b.address, {
    identity: fakeIdentity('impostor'),
    fetch: (request) => {
      asked.push(request.url);
      return new Response('{}');
    },
    disconnected: () => undefined,
  });
  const { status, body } = await a.api<Problem>('POST', `/peers/${b.id}/sync`);
  expect([status, body.code, asked]).toEqual([502, 'identity_mismatch', []]);
});

test('two that approve each other at the same moment are both approved: a request that comes late undoes no answer', async () => {
  for (let i = 0; i < 10; i++) {
    const { a, b } = await strangers();
    const approve = async (here: TestApp, there: TestApp) => {
      await addPeer(here, there.address);
      await setTrust(here, there.id, true);
    };
    const knocking = b.gossip(a.identity, '/sync', { method: 'POST' });
    await Promise.all([approve(a, b), approve(b, a), knocking]);
    expect(await peerOf(a, b.id)).toMatchObject({ trust: 'trusted' });
    expect(await peerOf(b, a.id)).toMatchObject({ trust: 'trusted' });
    expect(await syncWith(a, b.id)).toMatchObject({ identical: true });
  }
});
