import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addItem, addPeer, setTrust } from '../support/api.js';
import { buildApp, type TestApp, UI_HOST } from '../support/build-app.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';
import { REBOUND_HOSTS } from './hosts.js';
import { UI_CATCH_ALLS, UI_POLICIES } from './policies.js';
import { callsOf, catchAllsOf, type Route } from './routes.js';
import { digestTables, type TableDigest } from './table-digest.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const SAFE = new Set(['GET', 'HEAD']);
/** What a form of any page may send without asking. */
const FORM_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
const JSON_TYPE = 'application/json';

let app: TestApp;
let peer: TestApp;
let routes: Route[];
let before: TableDigest;
beforeAll(async () => {
  const shared = { wall: createFakeClock(), network: createFakeNetwork() };
  app = await buildApp({ name: 'Atelier', ...shared });
  peer = await buildApp({ name: 'Garage', ...shared });
  const item = await addItem(app, { name: 'Drill', notes: 'confidential' });
  await addPeer(app, peer.address);
  await setTrust(app, peer.id, true);
  routes = callsOf(app.routes, { items: item.id, peers: peer.id });
  before = await digestTables(app.database);
});
afterAll(async () => {
  await app.close();
  await peer.close();
});

/** Calls a route as an owner's program would, but for what is given. */
async function call(route: Route, headers: Record<string, string> = {}, method = route.method) {
  const takesBody = !SAFE.has(method);
  const response = await app.ui(route.path, {
    method,
    headers: { ...(takesBody && { 'content-type': JSON_TYPE }), ...headers },
    ...(takesBody && { body: '{}' }),
  });
  const { status } = response;
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  const text = isStream || status < 300 ? '' : await response.text();
  await response.body?.cancel().catch(() => undefined);
  const cors = [...response.headers.keys()].some((name) => name.startsWith('access-control'));
  return { route: `${method} ${route.path}`, status, text, cors };
}

async function expectRefused(
  chosen: readonly Route[],
  status: number,
  headers: Record<string, string>,
): Promise<void> {
  for (const route of chosen) {
    const answer = await call(route, headers);
    expect(answer).toMatchObject({ route: `${route.method} ${route.path}`, status, cors: false });
    expect(answer.text).not.toContain('confidential');
  }
  expect(await digestTables(app.database)).toEqual(before);
}

/** All but the page itself, which a link may lead to from anywhere. */
const guarded = () => routes.filter(({ method, path }) => !SAFE.has(method) || path.startsWith('/api/v1/'));

test('each route of the running app has its policy stated, and no other is', () => {
  expect(routes.map(({ key }) => key).sort()).toEqual(Object.keys(UI_POLICIES).sort());
  expect(catchAllsOf(app.routes).sort()).toEqual([...UI_CATCH_ALLS].sort());
});

describe('each route, and the database unchanged:', () => {
  test('there are forty ways to name another host', () => {
    expect(new Set(REBOUND_HOSTS).size).toBeGreaterThanOrEqual(40);
  });

  test.each(REBOUND_HOSTS)('Host %j is refused', (host) => expectRefused(routes, 403, { host }));

  test.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: `https://${UI_HOST}` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('%j may call nothing', (headers) => expectRefused(guarded(), 403, headers as Record<string, string>));

  test.each(FORM_TYPES)('a form’s %s is refused, even from no page', async (type) => {
    const json = routes.filter(({ key }) => UI_POLICIES[key] === 'json');
    expect(json.length).toBeGreaterThan(10);
    await expectRefused(json, 415, { 'content-type': type });
  });

  test.each(FORM_TYPES)('a form of another site is refused as %s', (type) =>
    expectRefused(guarded(), 403, { 'content-type': type, origin: 'http://evil.example' }),
  );

  test('a method that it does not have is refused', async () => {
    const taken = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    for (const path of new Set(routes.map((route) => route.path))) {
      for (const method of METHODS.filter((it) => !taken.has(`${it} ${path}`))) {
        const { status } = await call({ key: '', method, path });
        // 404 where another route takes the last part for an id.
        expect([method, path, status]).toEqual([method, path, expect.toBeOneOf([404, 405])]);
      }
    }
    expect(await digestTables(app.database)).toEqual(before);
  });

  test('another site reads nothing: no answer speaks CORS', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      expect(await call(route, { origin: 'http://evil.example' })).toMatchObject({ cors: false });
    }
    expect(await digestTables(app.database)).toEqual(before);
  });

  // Last, for it changes things: without it, a route refused to everybody would pass for a defended one.
  test('the owner is not refused', async () => {
    for (const route of routes) {
      const { status } = await call(route);
      expect([route.key, [403, 405, 415].includes(status)]).toEqual([route.key, false]);
    }
    expect(app.faults).toEqual([]);
  });
});
