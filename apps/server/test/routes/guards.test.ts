import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listItems } from '../support/api.js';
import { buildApp, startApp, type TestApp, UI_HOST } from '../support/build-app.js';
import { testFolder } from '../support/temp-folder.js';

let app: TestApp;
beforeAll(async () => {
  app = await buildApp();
});
afterAll(() => app.close());

const REBOUND = 'evil.example:8080';

describe('the Host must be one of ours, to the letter', () => {
  test.each([UI_HOST, 'LOCALHOST:8080', '127.0.0.1:8080'])('%s is', async (host) => {
    expect((await app.ui('/health', { headers: { host } })).status).toBe(200);
  });

  test.each([
    REBOUND,
    'localhost',
    'localhost:80',
    'localhost:8081',
    'localhost:8080.evil.example',
    'localhost.evil.example:8080',
    'evil.example#localhost:8080',
    'user@localhost:8080',
    'localhost:8080, evil.example',
    'localhost.:8080',
    'xn--localhost:8080',
    '0.0.0.0:8080',
    '127.1:8080',
    '2130706433:8080',
    '[::ffff:127.0.0.1]:8080',
    '192.168.1.20:8080',
  ])('%s is not', async (host) => {
    for (const path of ['/', '/health', '/api/v1/items', '/api/v1/events', '/assets/x.js']) {
      const response = await app.ui(path, { headers: { host } });
      expect([path, response.status]).toEqual([path, 403]);
      expect(await response.text()).not.toContain('items');
    }
  });
});

describe('only our own page and programs may change something', () => {
  const post = (headers: Record<string, string>) =>
    app.ui('/api/v1/items', {
      method: 'POST',
      body: '{"name":"x"}',
      headers: { 'content-type': 'application/json', ...headers },
    });

  test.each([
    [{}],
    [{ origin: 'http://localhost:8080' }],
    [{ origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('%j may', async (headers) => {
    expect((await post(headers)).status).toBe(201);
  });

  test.each([
    [{ origin: 'http://evil.example' }],
    [{ origin: 'http://localhost:8081' }],
    [{ origin: 'https://localhost:8080' }],
    [{ origin: 'http://127.0.0.1:8080' }],
    [{ origin: 'http://localhost:8080.evil.example' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'http://localhost:8080', 'sec-fetch-site': 'cross-site' }],
  ])('%j may not', async (headers) => {
    const before = (await listItems(app)).total;
    expect((await post(headers)).status).toBe(403);
    expect((await listItems(app)).total).toBe(before);
  });

  test.each([
    ['POST', '/items/import?format=csv'],
    ['PATCH', '/settings'],
    ['DELETE', '/peers/x'],
    ['POST', '/peers/x/sync'],
    ['POST', '/gossip/items/batch'],
    ['POST', '/discovery/announce'],
    ['PUT', '/items'],
  ])('%s %s is guarded alike', async (method, path) => {
    const headers = { origin: 'http://evil.example' };
    expect((await app.ui(`/api/v1${path}`, { method, headers })).status).toBe(403);
  });
});

test('another site cannot even make us keep a cursor by reading the feed; the owner’s page and programs read on', async () => {
  const read = async (headers: Record<string, string>) => {
    const { status } = await app.ui('/api/v1/gossip/items/changes', { headers });
    const [row] = await app.database.writer('feed_cursors').count({ kept: '*' });
    return [status, Number(row?.kept)];
  };
  const [, before] = await read({});
  for (const site of ['cross-site', 'same-site']) {
    for (const mode of ['no-cors', 'navigate']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode };
      expect(await read(headers)).toEqual([403, before]);
    }
  }
  expect((await read({ 'sec-fetch-site': 'same-origin' }))[0]).toBe(200);
  expect((await read({ 'sec-fetch-site': 'none' }))[0]).toBe(200);
  for (const path of ['/', '/api/docs', '/i/01935b2c']) {
    const link = await app.ui(path, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect([path, link.status]).not.toEqual([path, 403]);
  }
});

test('no answer speaks CORS, preflights included', async () => {
  for (const method of ['GET', 'OPTIONS']) {
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    for (const path of ['/', '/api/v1/items', '/api/v1/gossip/info', '/health']) {
      const response = await app.ui(path, { method, headers });
      const names = [...response.headers.keys()];
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  }
});

test('every answer of the API says that it is no document', async () => {
  for (const path of [
    '/health',
    '/api/v1/items',
    '/api/v1/items/export',
    '/api/v1/none',
    '/api/v1/gossip/info',
  ]) {
    const { headers } = await app.ui(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
});

test('of the permissions that a browser asks people for, the page may have the camera and no other', async () => {
  for (const path of ['/', '/api/v1/items', '/assets/none.js']) {
    const policy = (await app.ui(path)).headers.get('permissions-policy') ?? '';
    const granted = policy.split(', ').filter((feature) => !feature.endsWith('=()'));
    expect(granted).toEqual(['camera=(self)']);
    for (const feature of ['microphone', 'geolocation', 'usb', 'serial', 'display-capture']) {
      expect(policy).toContain(`${feature}=()`);
    }
  }
});

describe('the page', () => {
  const SCRIPT = '1;'.repeat(2000);
  async function withPage(): Promise<TestApp> {
    const webDir = await testFolder();
    await mkdir(join(webDir, 'assets'));
    await writeFile(join(webDir, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">');
    await writeFile(join(webDir, 'assets', 'app-1.js'), SCRIPT);
    await writeFile(join(webDir, 'sw.js'), SCRIPT);
    await writeFile(join(webDir, 'offline.html'), 'stopped');
    await writeFile(join(webDir, 'manifest.webmanifest'), '{}');
    return startApp({ webDir });
  }

  test('comes with a policy of its own and a new nonce each time', async () => {
    const served = await withPage();
    const nonces = new Set<string>();
    for (const path of ['/', '/items/123', '/sync', '/api/docs']) {
      const response = await served.ui(path);
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(await response.text()).toContain(`nonce="${nonce}"`);
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
      nonces.add(nonce);
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
    expect(nonces.size).toBe(4);
  });

  test('a page names its own part and what that needs, to be fetched at once; others name nothing', async () => {
    const webDir = await testFolder();
    await mkdir(join(webDir, '.vite'));
    await writeFile(join(webDir, 'index.html'), '<head></head>');
    const manifest = {
      'index.html': { file: 'assets/index.js' },
      'src/app/routes/inventory-route.tsx': {
        file: 'assets/inventory.js',
        imports: ['_list.js', 'index.html'],
      },
      '_list.js': { file: 'assets/list.js', imports: ['src/app/routes/inventory-route.tsx'] },
      'src/app/routes/sync-route.tsx': { file: 'assets/sync.js' },
    };
    await writeFile(join(webDir, '.vite/manifest.json'), JSON.stringify(manifest));
    const served = await startApp({ webDir });
    const links = async (path: string) =>
      [...(await (await served.ui(path)).text()).matchAll(/<link rel="modulepreload" href="([^"]+)">/g)].map(
        ([, href]) => href,
      );
    expect(await links('/inventory')).toEqual(['/assets/inventory.js', '/assets/list.js']);
    expect(await links('/sync')).toEqual([]);
  });

  test('its files come with their type, others are not there', async () => {
    const served = await withPage();
    const script = await served.ui('/assets/app-1.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await served.ui('/assets/none.js')).status).toBe(404);
    for (const path of [
      '/../../package.json',
      '/..%2f..%2fpackage.json',
      '/assets/%2e%2e%2f%2e%2e/package.json',
    ]) {
      const response = await served.ui(path);
      expect([path, response.status]).toEqual([path, 404]);
    }
  });

  test('its files travel compressed to who takes them so, and whole to everybody', async () => {
    const served = await withPage();
    const plain = await served.ui('/assets/app-1.js');
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, SCRIPT]);
    const packed = await served.ui('/assets/app-1.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('vary')).toContain('Accept-Encoding');
    const bytes = Buffer.from(await packed.arrayBuffer());
    expect(bytes.length).toBeLessThan(SCRIPT.length / 3);
    expect(gunzipSync(bytes).toString()).toBe(SCRIPT);
    for (const time of ['packed', 'kept from before']) {
      const small = await served.ui('/assets/app-1.js', {
        headers: { 'accept-encoding': 'gzip, deflate, br, zstd' },
      });
      expect([time, small.headers.get('content-encoding')]).toEqual([time, 'br']);
      expect(brotliDecompressSync(Buffer.from(await small.arrayBuffer())).toString()).toBe(SCRIPT);
    }
  });

  test('the service worker is asked for anew each time, and may fetch from here alone', async () => {
    const { headers, status } = await (await withPage()).ui('/sw.js');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('service-worker-allowed')).toBeNull();
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'",
    );
  });

  test('the page for a stopped server needs no nonce and takes nothing from elsewhere', async () => {
    const response = await (await withPage()).ui('/offline.html');
    expect(await response.text()).toBe('stopped');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
    expect(policy).not.toMatch(/unsafe|nonce|https?:|\*|data:/);
  });

  test('the manifest comes as one', async () => {
    const response = await (await withPage()).ui('/manifest.webmanifest');
    expect(response.headers.get('content-type')).toBe('application/manifest+json');
  });

  test('a page that is not built says so', async () => {
    const response = await app.ui('/');
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  });
});
