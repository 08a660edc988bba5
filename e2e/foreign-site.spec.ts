import { expect, test } from './support/brique-test.js';
import { digestDatabase } from './support/database-digest.js';
import { startForeignSite, type Target, tryEverything } from './support/foreign-site.js';

test.use({ fixedPorts: true, discovery: false });

/** What a path's parameter is here: by the part before it. */
type Ids = Readonly<Record<string, string>>;

/** The calls that may change something, as the running instance describes its own routes. */
async function targetsOf(url: string, ids: Ids): Promise<Target[]> {
  const described = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(described.paths).flatMap(([pattern, methods]) =>
    Object.keys(methods)
      .map((method) => method.toUpperCase())
      .filter((method) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
      .map((method) => ({
        method,
        url:
          url + pattern.replace(/(\w+)\/\{\w+\}/g, (_, before: string) => `${before}/${ids[before] ?? 'x'}`),
      })),
  );
}

test('a page of another site changes nothing and reads nothing, whatever it sends', async ({
  atelier,
  garage,
  browser,
}) => {
  const post = async (path: string, data: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(data) };
    const response = await fetch(`${atelier.brique.url}/api/v1${path}`, init);
    expect(response.status).toBe(201);
    return (await response.json()) as { id: string };
  };
  const item = await post('/items', { name: 'Drill' });
  const peer = await post('/peers', { address: garage.address });
  const targets = await targetsOf(atelier.brique.url, { items: item.id, peers: peer.id });
  expect(targets.length).toBeGreaterThan(20);
  const before = await digestDatabase(atelier.brique.dataDir);

  const site = await startForeignSite();
  const context = await browser.newContext();
  try {
    // Another port of the same name is the same site to a browser, though not the same origin. Each call is attacked from one of them.
    const hosts = ['localhost', '127.0.0.1', 'evil.localhost'];
    const attack = async (host: string, at: number) => {
      const page = await context.newPage();
      await page.goto(`http://${host}:${site.port}/`);
      const chosen = targets.filter((_, i) => i % hosts.length === at);
      const { read, tried } = await page.evaluate(tryEverything, chosen);
      expect([host, read]).toEqual([host, []]);
      expect(tried).toBeGreaterThanOrEqual(chosen.length * 10);
      await page.close();
    };
    await Promise.all(hosts.map(attack));
    // Whole pages too, some at once.
    const leave = async (chosen: readonly Target[]) => {
      const page = await context.newPage();
      for (const { url } of chosen) {
        await page.goto(`http://evil.localhost:${site.port}/`);
        const arrived = page.waitForEvent('framenavigated');
        await page.evaluate((action) => {
          const form = Object.assign(document.createElement('form'), { action, method: 'post' });
          document.body.append(form);
          form.submit();
        }, url);
        await arrived;
        expect(page.url()).toBe(url);
      }
      await page.close();
    };
    await Promise.all([0, 1, 2].map((at) => leave(targets.filter((_, i) => i % 3 === at))));
  } finally {
    await context.close();
    site.close();
  }
  expect(await digestDatabase(atelier.brique.dataDir)).toEqual(before);

  // The digest does notice what the owner's own page sends.
  const status = await atelier.page.evaluate(
    async (url) => (await fetch(url, { method: 'DELETE' })).status,
    `/api/v1/items/${item.id}`,
  );
  expect(status).toBe(204);
  expect(await digestDatabase(atelier.brique.dataDir)).not.toEqual(before);
});
