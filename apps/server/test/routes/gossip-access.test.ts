import type { Problem, SyncInfo } from '@brique/shared';
import { describe, expect, test } from 'vitest';
import type { Candidate, Discovery, DiscoveryEvent } from '../../src/usecases/peers/discovery.js';
import { addItem, listPeers, peerOf, setTrust, syncWith } from '../support/api.js';
import { fakeIdentity, startApp, startPair, type TestApp } from '../support/build-app.js';

const STRANGER = fakeIdentity('stranger');
const post = (body: unknown = {}): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: {
    'content-type': 'application/json',
    'brique-name': 'Cellar%20%F0%9F%94%A7',
    'brique-port': '9999',
  },
});

const CLOSED: [string, RequestInit][] = [
  ['/sync', post()],
  ['/items/changes', {}],
  ['/items/changes?since=2026-01-01T00:00:00.000Z', {}],
  ['/items/batch', post({ changes: [] })],
  ['/items/fetch', post({ ids: [], ranges: [{ from: '', to: '~' }] })],
  ['/reconcile', post({ claims: [] })],
  ['/sessions', post({ id: 'x' })],
  ['/sessions/x/proof', post()],
  ['/sessions/x/abandon', post()],
  ['/nothing', {}],
];

describe('an unknown caller', () => {
  test.each(CLOSED)('gets 403 on %s and learns nothing', async (path, init) => {
    const app = await startApp();
    await addItem(app, { name: 'confidential' });
    const response = await app.gossip(STRANGER, path, init);
    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).toEqual([403, 'not_trusted']);
    expect(JSON.stringify(problem)).not.toMatch(/confidential|Atelier/);
  });

  test('may read who we are, and no more', async () => {
    const app = await startApp({ name: 'Atelier' });
    const response = await app.gossip(STRANGER, '/info');
    expect(await response.json()).toEqual({
      instanceId: app.id,
      instanceName: 'Atelier',
      protocol: 1,
      now: new Date(app.wall.now()).toISOString(),
    });
    expect(await listPeers(app)).toEqual([]);
  });

  test('becomes a request under the name and address it gives', async () => {
    const app = await startApp();
    await app.gossip(STRANGER, '/sync', post(), '198.51.100.9');
    await app.gossip(STRANGER, '/sync', post(), '198.51.100.9');
    expect(await listPeers(app)).toMatchObject([
      {
        id: STRANGER.instanceId,
        name: 'Cellar 🔧',
        address: '198.51.100.9:9999',
        trust: 'requested',
        isTrusted: false,
        status: 'online',
      },
    ]);
  });

  test.each([
    ['no name', undefined, STRANGER.instanceId.slice(0, 8)],
    ['a broken name', '%E0%A4%A', STRANGER.instanceId.slice(0, 8)],
    ['control characters', 'a%0Ab%00c', 'abc'],
    ['a very long name', 'x'.repeat(5000), 'x'.repeat(64)],
  ])('with %s is shown under what can be shown', async (_, name, shown) => {
    const app = await startApp();
    const headers = name === undefined ? {} : { 'brique-name': name };
    await app.gossip(STRANGER, '/sync', { method: 'POST', headers }, 'fe80::1');
    expect(await listPeers(app)).toMatchObject([{ name: shown, address: '[fe80::1]:0' }]);
  });
});

describe('requests are bounded', () => {
  const knock = (app: TestApp, i: number, host: string) =>
    app.gossip(fakeIdentity(`stranger ${i}`), '/sync', post(), host);

  test('4 from one host', async () => {
    const app = await startApp();
    for (let i = 0; i < 6; i++) expect((await knock(app, i, '198.51.100.1')).status).toBe(403);
    await knock(app, 6, '198.51.100.2');
    expect(await listPeers(app)).toHaveLength(5);
  });

  test('4 from one host, whatever addresses mDNS claims for them', async () => {
    const { discovery, tell } = discoveryByHand();
    const app = await startApp({ discovery });
    for (let i = 0; i < 8; i++) {
      const { instanceId } = fakeIdentity(`stranger ${i}`);
      tell({ instanceId, instanceName: 'x', protocol: 1, addresses: [`10.0.0.${i}:9999`] });
      await knock(app, i, '198.51.100.1');
    }
    expect((await listPeers(app)).filter(({ trust }) => trust === 'requested')).toHaveLength(4);
  });

  test('64 in all; an answered one makes room', async () => {
    const app = await startApp();
    for (let i = 0; i < 70; i++) await knock(app, i, `198.51.100.${i}`);
    const peers = await listPeers(app);
    expect(peers).toHaveLength(64);
    await setTrust(app, peers[0]?.id ?? '', false);
    await knock(app, 70, '198.51.100.70');
    expect((await listPeers(app)).filter(({ trust }) => trust === 'requested')).toHaveLength(64);
  });

  test('many at once do not slip through', async () => {
    const app = await startApp();
    await Promise.all(Array.from({ length: 30 }, (_, i) => knock(app, i, '198.51.100.1')));
    expect((await listPeers(app)).length).toBeLessThanOrEqual(4);
  });
});

/** A discovery that finds whom it is told to. */
function discoveryByHand() {
  const listeners: ((event: DiscoveryEvent) => void)[] = [];
  const discovery: Discovery = {
    start: async () => undefined,
    announce: async () => undefined,
    stop: async () => undefined,
    subscribe(listener) {
      listeners.push(listener);
      return () => undefined;
    },
  };
  const tell = (candidate: Candidate) => {
    for (const listener of listeners) listener({ type: 'seen', candidate });
  };
  return { discovery, tell };
}

test('a revoked caller gets 403, and no request appears', async () => {
  const { a, b } = await startPair();
  await setTrust(a, b.id, false);
  for (const [path, init] of CLOSED) expect((await a.gossip(b.identity, path, init)).status).toBe(403);
  expect(await peerOf(a, b.id)).toMatchObject({ trust: 'revoked' });
});

test('a trusted caller learns what a session needs', async () => {
  const { a, b } = await startPair();
  await addItem(a, { name: 'Drill' });
  await syncWith(b, a.id);
  const info = (await (await a.gossip(b.identity, '/info')).json()) as SyncInfo;
  expect(info).toMatchObject({
    instanceId: a.id,
    itemCount: 1,
    lastSync: new Date(a.wall.now()).toISOString(),
    cursor: expect.stringMatching(/^[\w-]{22}$/),
  });
  expect((await a.gossip(b.identity, '/sync', post())).status).toBe(202);
});

test('trust is looked up on each request', async () => {
  const { a, b } = await startPair();
  expect((await a.gossip(b.identity, '/items/changes')).status).toBe(200);
  await a.api('DELETE', `/peers/${b.id}`);
  expect((await a.gossip(b.identity, '/items/changes')).status).toBe(403);
});

test('no UI call is answered on the gossip listener', async () => {
  const { a, b } = await startPair();
  for (const path of ['/../../items', '/../items', '/../../../health']) {
    expect((await a.gossip(b.identity, path)).status).toBe(404);
  }
});
