import type { InviteInfo, Problem } from '@brique/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PeerIdentity } from '../../src/usecases/gossip/peer-transport.js';
import { addItem, addPeer, listPeers, setTrust } from '../support/api.js';
import { buildApp, fakeIdentity, type TestApp } from '../support/build-app.js';
import { createFakeClock, MINUTE } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';
import { GOSSIP_CATCH_ALLS, GOSSIP_POLICIES } from './policies.js';
import { callsOf, catchAllsOf, type Route } from './routes.js';
import { digestTables } from './table-digest.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const NAMES = ['Household', 'Guest', 'Ended', 'Revoked', 'Removed'] as const;
type Name = (typeof NAMES)[number];

let app: TestApp;
const peers = {} as Record<Name, TestApp>;
let routes: Route[];
beforeAll(async () => {
  const shared = { wall: createFakeClock(), network: createFakeNetwork() };
  app = await buildApp({ name: 'Atelier', ...shared });
  await addItem(app, { name: 'confidential' });
  for (const name of NAMES) {
    peers[name] = await buildApp({ name, ...shared });
    await addPeer(app, peers[name].address);
    await setTrust(app, peers[name].id, true);
  }
  const until = new Date(shared.wall.now() + MINUTE).toISOString();
  const change = (name: Name, body: object) => app.api('PATCH', `/peers/${peers[name].id}`, body);
  expect((await change('Guest', { scope: 'guest' })).status).toBe(200);
  expect((await change('Ended', { trustedUntil: until })).status).toBe(200);
  await setTrust(app, peers.Revoked.id, false);
  expect((await app.api('DELETE', `/peers/${peers.Removed.id}`)).status).toBe(204);
  shared.wall.move(2 * MINUTE);
  routes = callsOf(app.gossipRoutes, {});
});
afterAll(async () => {
  for (const it of [app, ...Object.values(peers)]) await it.close();
});

async function call(caller: PeerIdentity, { method, path }: Route, type = 'application/json') {
  const response = await app.gossip(caller, path.replace('/api/v1/gossip', ''), {
    method,
    ...(method !== 'GET' && { body: '{}', headers: { 'content-type': type, 'brique-name': 'Evil' } }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && text.startsWith('{');
  return { status: response.status, text, code: isJson ? (JSON.parse(text) as Problem).code : undefined };
}

const policyOf = (route: Route) => GOSSIP_POLICIES[route.key];

test('each route of the running app has its policy stated, and no other is', () => {
  expect(routes.map(({ key }) => key).sort()).toEqual(Object.keys(GOSSIP_POLICIES).sort());
  expect(catchAllsOf(app.gossipRoutes).sort()).toEqual([...GOSSIP_CATCH_ALLS].sort());
});

describe('each route', () => {
  test.each([
    ['an unknown certificate', () => fakeIdentity('stranger')],
    ['a revoked peer', () => peers.Revoked.identity],
    ['a removed peer', () => peers.Removed.identity],
    ['a peer whose time has ended', () => peers.Ended.identity],
  ])('gives nothing to %s, and at most a request to be let in is noted', async (_, identity) => {
    const { peers: __, ...before } = await digestTables(app.database);
    const known = await listPeers(app);
    for (const route of routes) {
      const { status, code, text } = await call(identity(), route);
      expect(text).not.toContain('confidential');
      const policy = policyOf(route)?.unknown;
      if (policy === 'own-info') {
        expect(Object.keys(JSON.parse(text)).sort()).toEqual([
          'instanceId',
          'instanceName',
          'now',
          'protocol',
        ]);
      } else if (policy === 'refused') {
        expect([route.key, status, code]).toEqual([route.key, 403, 'not_trusted']);
      } else {
        expect([route.key, status]).toEqual([route.key, expect.toBeOneOf([400, 403, 409, 422])]);
      }
    }
    const { peers: ___, ...after } = await digestTables(app.database);
    expect(after).toEqual(before);
    const now = await listPeers(app);
    expect(now.length - known.length).toBeLessThanOrEqual(1);
    const trusted = (all: typeof now) => all.filter(({ isTrusted }) => isTrusted).map(({ id }) => id);
    expect(trusted(now)).toEqual(trusted(known));
  });

  test('a revoked peer leaves no trace at all', async () => {
    const before = await digestTables(app.database);
    for (const route of routes) await call(peers.Revoked.identity, route);
    expect(await digestTables(app.database)).toEqual(before);
  });

  test('lets a guest read, and write nowhere', async () => {
    const { items, trash_marks } = await digestTables(app.database);
    for (const route of routes) {
      const { code } = await call(peers.Guest.identity, route);
      const expected = policyOf(route)?.guest === 'read-only' ? 'read_only' : undefined;
      expect([route.key, code === 'read_only' ? code : undefined]).toEqual([route.key, expected]);
    }
    expect(await digestTables(app.database)).toMatchObject({ items, trash_marks });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'takes no %s',
    async (type) => {
      const before = await digestTables(app.database);
      const chosen = routes.filter((route) => policyOf(route)?.takes !== 'nothing');
      for (const route of chosen) {
        expect([route.key, (await call(peers.Household.identity, route, type)).status]).toEqual([
          route.key,
          415,
        ]);
      }
      expect(await digestTables(app.database)).toEqual(before);
    },
  );

  test('has no other method, for nobody', async () => {
    const before = await digestTables(app.database);
    const taken = new Set(routes.map(({ key }) => key));
    for (const path of new Set(routes.map((route) => route.path))) {
      for (const method of METHODS.filter((it) => !taken.has(`${it} ${path}`) && !path.includes('/x/'))) {
        const { status } = await call(peers.Household.identity, { key: '', method, path });
        expect([method, path, status]).toEqual([method, path, 404]);
      }
    }
    expect(await digestTables(app.database)).toEqual(before);
  });

  test('is there for one of the household', async () => {
    for (const route of routes) {
      const { status } = await call(peers.Household.identity, route);
      expect([route.key, status]).toEqual([route.key, expect.not.toBeOneOf([403, 405, 415, 500])]);
    }
    expect(app.faults).toEqual([]);
  });
});

test('an open invite is not worn out by calls of other routes', async () => {
  const { body } = await app.api<InviteInfo>('POST', '/pairing/invite', {});
  for (const route of routes.filter(({ key }) => !key.endsWith('/pair'))) {
    await call(fakeIdentity('stranger'), route);
  }
  const { body: now } = await app.api<InviteInfo>('GET', '/pairing/invite');
  expect([now.state, now.link]).toEqual(['open', body.link]);
});
