import type { Problem, SessionInfo } from '@brique/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSettingsStore } from '../../src/adapters/store/settings-store.js';
import { addItem } from '../support/api.js';
import { buildApp, startApp, type TestApp } from '../support/build-app.js';
import { createFakeClock, MINUTE } from '../support/fake-clock.js';
import { cookieOf, jsonOf, PASSWORD, signedIn, signIn } from '../support/signed-in.js';

const DAY = 24 * 60 * MINUTE;

async function startLocked(): Promise<TestApp> {
  const app = await startApp({ isOnNetwork: true });
  await app.access.give(PASSWORD);
  return app;
}

const problemOf = async (response: Response) => (await response.json()) as Problem;
const settingsWith = (app: TestApp, cookie: string) => app.ui('/api/v1/settings', { headers: { cookie } });

describe('without a session', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await buildApp({ isOnNetwork: true });
    await addItem(app, { name: 'Rabot', notes: 'in the attic' });
    await app.access.give(PASSWORD);
  });
  afterAll(() => app.close());

  /** Everything that could be changed. */
  const contents = async () => {
    const tables: { name: string }[] = await app.database
      .reader('sqlite_master')
      .select('name')
      // The words of the search lie in tables of their own kind.
      .whereRaw("type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%search%'");
    const rows = [];
    for (const { name } of tables) rows.push([name, await app.database.reader(name).select()]);
    return JSON.stringify(rows);
  };

  test('every call of the router is refused, and changes nothing', async () => {
    const before = await contents();
    const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'));
    // The description of a call and its handler are two routes.
    const calls = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
    const open = [];
    for (const { method, path } of calls.values()) {
      const url = path.replace(/:\w+/g, 'x').replace(/\*$/, '');
      const body = method === 'GET' ? {} : jsonOf(method, {});
      const response = await app.ui(url, { ...body, method });
      if (response.status === 401 && (await problemOf(response)).code === 'password_required') continue;
      open.push(`${method} ${path} → ${response.status}`);
    }
    expect(calls.size).toBeGreaterThan(40);
    expect(open).toEqual([
      ...['GET /api/v1/session → 200', 'POST /api/v1/session → 422'],
      // A part of the page, which is not built here; what it shows is a call like all others.
      'GET /api/docs → 503',
    ]);
    expect(await contents()).toBe(before);
  });

  test.each([
    ['HEAD', '/api/v1/items'],
    ['OPTIONS', '/api/v1/items'],
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/api/v1/session/'],
    ['GET', '/api/v1/session/x'],
    ['DELETE', '/api/v1/session'],
    ['GET', '/api//v1/items'],
    ['GET', '/%61pi/v1/items'],
    ['GET', '/api/v1/%69tems'],
    ['GET', '/x/../api/v1/items'],
    ['GET', '/api/docs/x'],
    ['GET', '/api/v1/openapi.json'],
    ['GET', '/api/v1/events'],
    ['GET', '/api/v1/gossip/info'],
  ])('%s %s is', async (method, path) => {
    expect((await app.ui(path, { method })).status).toBe(401);
  });

  test('a made-up cookie, one of another name and an empty one are none', async () => {
    const name = (await signedIn(app)).split('=')[0];
    for (const cookie of [`${name}=`, `${name}=${'A'.repeat(43)}`, 'session=x', `${name}=__proto__`]) {
      expect((await settingsWith(app, cookie)).status).toBe(401);
    }
  });

  test('what is open says nothing of whose it is', async () => {
    for (const path of ['/', '/inventory', '/api/docs', '/health', '/api/v1/session']) {
      const response = await app.ui(path);
      expect([path, [200, 503].includes(response.status)]).toEqual([path, true]);
      expect(await response.text()).not.toMatch(new RegExp(`Rabot|Atelier|${app.id.slice(0, 8)}`));
    }
  });
});

test('with a session everything works as without a password; its cookie is out of reach of scripts and other sites', async () => {
  const app = await startLocked();
  const response = await signIn(app, PASSWORD);
  expect(response.status).toBe(204);
  expect(response.headers.get('set-cookie')).toMatch(
    /^brique-session-[a-z2-7]{8}=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  const cookie = cookieOf(response) ?? '';
  const made = await app.ui('/api/v1/items', jsonOf('POST', { name: 'Rabot' }, { cookie }));
  expect(made.status).toBe(201);
  expect((await app.ui('/api/v1/gossip/info', { headers: { cookie } })).status).toBe(200);
  const info = await app.ui('/api/v1/session', { headers: { cookie } });
  expect((await info.json()) as SessionInfo).toEqual({ passwordSet: true, signedIn: true, onNetwork: true });
});

test('without a password nothing is asked', async () => {
  const app = await startApp();
  expect((await app.api<SessionInfo>('GET', '/session')).body).toEqual({
    passwordSet: false,
    signedIn: true,
    onNetwork: false,
  });
  expect((await app.api<Problem>('POST', '/session', { password: PASSWORD })).body.code).toBe('conflict');
});

test('a session lasts 30 days from its last use, and its cookie is sent anew once a day', async () => {
  const wall = createFakeClock();
  const app = await startApp({ wall, isOnNetwork: true });
  await app.access.give(PASSWORD);
  const cookie = await signedIn(app);
  wall.move(29 * DAY);
  const renewing = await settingsWith(app, cookie);
  expect([renewing.status, cookieOf(renewing)]).toEqual([200, cookie]);
  expect(cookieOf(await settingsWith(app, cookie))).toBeNull();
  wall.move(29 * DAY);
  expect((await settingsWith(app, cookie)).status).toBe(200);
  wall.move(31 * DAY);
  expect((await settingsWith(app, cookie)).status).toBe(401);
});

test('signing out ends this session alone, and its events', async () => {
  const app = await startLocked();
  const [mine, other] = [await signedIn(app), await signedIn(app)];
  const events = await app.ui('/api/v1/events', { headers: { cookie: mine } });
  const reading = events.text();
  const out = await app.ui('/api/v1/session', { method: 'DELETE', headers: { cookie: mine } });
  expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
  expect(await reading).toContain('ready');
  expect((await settingsWith(app, mine)).status).toBe(401);
  expect((await settingsWith(app, other)).status).toBe(200);
});

test('a new password needs the current one, and signs out all others', async () => {
  const app = await startLocked();
  const [mine, other] = [await signedIn(app), await signedIn(app)];
  const change = (body: unknown) => app.ui('/api/v1/password', jsonOf('PUT', body, { cookie: mine }));
  const next = 'parapluie ficelle marmotte 8';
  for (const [body, field, code] of [
    [{ password: next }, 'current', 'required'],
    [{ current: 'wrong', password: next }, 'current', 'password_wrong'],
    [{ current: PASSWORD, password: 'brique123' }, 'password', 'weak_password'],
    [{ current: PASSWORD, password: '' }, 'password', 'required'],
    [{ current: PASSWORD, password: 'x'.repeat(257) }, 'password', 'too_long'],
  ] as const) {
    const refused = await change(body);
    expect([refused.status, (await problemOf(refused)).errors?.[0]]).toMatchObject([422, { field, code }]);
  }
  expect((await problemOf(await change({ current: PASSWORD, password: null }))).code).toBe('conflict');

  const changed = await change({ current: PASSWORD, password: next });
  expect(changed.status).toBe(204);
  expect((await settingsWith(app, other)).status).toBe(401);
  expect((await settingsWith(app, mine)).status).toBe(401);
  expect((await settingsWith(app, cookieOf(changed) ?? '')).status).toBe(200);
  expect((await problemOf(await signIn(app, PASSWORD))).code).toBe('password_wrong');
  expect((await signIn(app, next)).status).toBe(204);
});

test('on this computer alone a password can be set and taken away again', async () => {
  const app = await startApp();
  const set = await app.ui('/api/v1/password', jsonOf('PUT', { password: PASSWORD }));
  expect(set.status).toBe(204);
  expect((await app.ui('/api/v1/settings')).status).toBe(401);
  const cookie = cookieOf(set) ?? '';
  const gone = await app.ui(
    '/api/v1/password',
    jsonOf('PUT', { current: PASSWORD, password: null }, { cookie }),
  );
  expect(gone.status).toBe(204);
  expect((await app.ui('/api/v1/settings')).status).toBe(200);
});

test('wrong passwords: a few, then waits that are told; the right one in time wipes the slate', async () => {
  const wall = createFakeClock();
  const app = await startApp({ wall, isOnNetwork: true });
  await app.access.give(PASSWORD);
  // At once, as an attacker would: not one more gets through.
  const tries = await Promise.all(Array.from({ length: 12 }, () => signIn(app, 'wrong', '192.0.2.7')));
  expect(tries.map(({ status }) => status).toSorted()).toEqual([
    ...Array(5).fill(401),
    ...Array(7).fill(429),
  ]);
  const early = await signIn(app, PASSWORD, '192.0.2.7');
  expect([early.status, early.headers.get('retry-after')]).toEqual([429, '1']);
  expect(await problemOf(early)).toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 1 });
  // Others are not in the way of it.
  expect((await signIn(app, PASSWORD, '192.0.2.8')).status).toBe(204);
  wall.move(1000);
  expect((await signIn(app, PASSWORD, '192.0.2.7')).status).toBe(204);
  expect((await signIn(app, 'wrong', '192.0.2.7')).status).toBe(401);
});

test('signing in with anything but a password is refused in words', async () => {
  const app = await startLocked();
  for (const body of [{}, { password: 5 }, { password: '' }, { password: null }, { user: 'x' }, []]) {
    const response = await app.ui('/api/v1/session', jsonOf('POST', body));
    expect([body, response.status]).toEqual([body, 422]);
  }
});

test('a large body is refused before it is read', async () => {
  const app = await startLocked();
  expect((await signIn(app, 'x'.repeat(20_000))).status).toBe(413);
  expect((await signIn(app, 'x'.repeat(3000))).status).toBe(401);
});

test('the password is kept as a hash, and never comes out', async () => {
  const app = await startLocked();
  const cookie = await signedIn(app);
  const kept = (await createSettingsStore(app.database).all()).password;
  expect(kept).toEqual({
    salt: expect.stringMatching(/^[0-9a-f]{32}$/),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    ...{ N: 32_768, r: 8, p: 3 },
  });
  const { hash, salt } = kept as { hash: string; salt: string };
  for (const path of ['/settings', '/session', '/openapi.json', '/stats', '/peers']) {
    const response = await app.ui(`/api/v1${path}`, { headers: { cookie } });
    const text = JSON.stringify([...response.headers]) + (await response.text());
    for (const secret of [PASSWORD, hash, salt]) expect(text).not.toContain(secret);
  }
  for (const path of ['/session', '/password']) {
    const body = { password: PASSWORD, current: PASSWORD, extra: PASSWORD };
    const refused = await app.ui(
      `/api/v1${path}`,
      jsonOf(path === '/session' ? 'POST' : 'PUT', body, { cookie }),
    );
    expect([refused.status, await refused.text()]).toEqual([422, expect.not.stringContaining(PASSWORD)]);
  }
  expect(JSON.stringify(app.faults)).not.toContain(PASSWORD);
});

test('the password that comes with the start replaces the one before; the same one signs nobody out', async () => {
  const app = await startLocked();
  const cookie = await signedIn(app);
  await app.access.give(PASSWORD);
  expect((await settingsWith(app, cookie)).status).toBe(200);
  await app.access.give('parapluie ficelle marmotte 8');
  expect((await settingsWith(app, cookie)).status).toBe(401);
  await expect(app.access.give('letmein')).rejects.toMatchObject({ code: 'invalid_input' });
});
