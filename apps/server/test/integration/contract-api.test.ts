import { get } from 'node:http';
import { join } from 'node:path';
import { LIMITS, type Problem } from '@brique/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, addItem, addPeer, lastLog, readItem, syncWith } from '../support/api.js';
import { type DescribedApi, describedApi, jsonBody as json } from '../support/described-api.js';
import { approveEachOther, type RunningInstance, startInstance } from '../support/processes.js';
import { makeFolder } from '../support/temp-folder.js';

// What the outside contract promises, asked of two real processes: one, and a peer that it has approved.
const cleanups: (() => Promise<void>)[] = [];
const atEnd = (task: () => Promise<void>) => void cleanups.push(task);
let atelier: RunningInstance;
let garage: RunningInstance;
let api: DescribedApi;
let drill: string;

beforeAll(async () => {
  const start = async (name: string) =>
    startInstance({ name, dataDir: join(await makeFolder(), 'data'), atEnd });
  [atelier, garage] = await Promise.all([start('Atelier'), start('Garage')]);
  await approveEachOther(atelier, garage);
  api = await describedApi(atelier);
  drill = (await addItem(atelier, { name: 'Drill', category: 'Tools', brand: 'Bosch' })).id;
}, 120_000);
afterAll(async () => {
  await Promise.all(cleanups.map((task) => task()));
});

const NOBODY = 'a'.repeat(52);
const NO_ITEM = '0197a3b4-c5d6-7000-8000-000000000001';
const file = (body: string, type: string): RequestInit => ({ body, headers: { 'content-type': type } });

describe('each call is answered as the table says', () => {
  /** `:drill` and `:garage` stand for their ids. */
  test.each<[string, string, RequestInit, number, string?]>([
    ['GET', '/health', {}, 200],
    ['GET', '/api/v1/items', {}, 200],
    [
      'GET',
      '/api/v1/items?search=dri&category=Tools&brand=Bosch&health=incomplete&deleted=0&limit=1',
      {},
      200,
    ],
    ['GET', '/api/v1/items?sort=-updatedAt', {}, 200],
    ['GET', '/api/v1/items?sort=size', {}, 400, 'malformed'],
    ['GET', '/api/v1/items?limit=0', {}, 400, 'malformed'],
    ['GET', '/api/v1/items?limit=201', {}, 400, 'malformed'],
    ['GET', '/api/v1/items?deleted=perhaps', {}, 400, 'malformed'],
    ['GET', '/api/v1/items?cursor=garbage', {}, 400, 'malformed'],
    ['GET', '/api/v1/items?health=fine', {}, 400, 'malformed'],
    ['POST', '/api/v1/items', json({ name: 'Saw' }), 201],
    ['POST', '/api/v1/items', json('{"name":'), 400, 'malformed'],
    ['POST', '/api/v1/items', json({}), 422, 'invalid_input'],
    ['POST', '/api/v1/items', json({ name: 'x', size: 1 }), 422, 'invalid_input'],
    ['POST', '/api/v1/items', json({ name: 'x'.repeat(LIMITS.nameLength + 1) }), 422, 'invalid_input'],
    ['POST', '/api/v1/items', json(`"${'x'.repeat(LIMITS.jsonBodyBytes)}"`), 413, 'too_large'],
    ['POST', '/api/v1/items', file('name=Saw', 'application/x-www-form-urlencoded'), 415, 'unsupported_type'],
    ['GET', '/api/v1/items/:drill', {}, 200],
    ['GET', `/api/v1/items/${NO_ITEM}`, {}, 404, 'not_found'],
    ['GET', '/api/v1/items/nonsense', {}, 404, 'not_found'],
    ['PATCH', '/api/v1/items/:drill', json({ notes: 'new' }), 200],
    ['PATCH', '/api/v1/items/:drill', json({ purchaseDate: '2024-02-30' }), 422, 'invalid_input'],
    ['PATCH', `/api/v1/items/${NO_ITEM}`, json({ notes: 'new' }), 404, 'not_found'],
    ['DELETE', '/api/v1/items/:drill', {}, 204],
    ['GET', '/api/v1/items?deleted=1', {}, 200],
    ['PATCH', '/api/v1/items/:drill', json({ notes: 'in the trash' }), 409, 'conflict'],
    ['POST', '/api/v1/items/:drill/restore', {}, 200],
    ['DELETE', `/api/v1/items/${NO_ITEM}`, {}, 404, 'not_found'],
    ['POST', `/api/v1/items/${NO_ITEM}/restore`, {}, 404, 'not_found'],
    ['POST', '/api/v1/items/import?format=csv&dryRun=1', file('name,brand\nLamp,Ikea\n', 'text/csv'), 200],
    ['POST', '/api/v1/items/import?format=json', file('[{"name":"Lamp"}]', 'application/json'), 200],
    [
      'POST',
      '/api/v1/items/import?format=csv&map=%7B%22name%22%3A%22Ding%22%7D',
      file('Ding\nEimer\n', 'text/csv'),
      200,
    ],
    [
      'POST',
      '/api/v1/items/import?format=csv',
      file('name,purchaseDate\nLamp,soon\n', 'text/csv'),
      422,
      'import_invalid',
    ],
    [
      'POST',
      '/api/v1/items/import?format=json',
      file('[{"name":', 'application/json'),
      422,
      'import_invalid',
    ],
    ['POST', '/api/v1/items/import?format=xml', file('<x/>', 'text/xml'), 400, 'malformed'],
    ['POST', '/api/v1/items/import?format=csv&map=%7B', file('name\nx\n', 'text/csv'), 400, 'malformed'],
    ['GET', '/api/v1/items/export?format=json', {}, 200],
    ['GET', '/api/v1/items/export?format=csv', {}, 200],
    ['GET', '/api/v1/items/export?format=pdf', {}, 400, 'malformed'],
    ['GET', '/api/v1/stats', {}, 200],
    ['GET', '/api/v1/peers', {}, 200],
    ['POST', '/api/v1/peers', json({}), 422, 'invalid_input'],
    ['POST', '/api/v1/peers', json({ address: '' }), 422, 'invalid_input'],
    ['POST', '/api/v1/peers', json({ address: 'nowhere' }), 422, 'invalid_input'],
    ['POST', '/api/v1/peers', json({ address: 'localhost:0' }), 422, 'invalid_input'],
    ['POST', '/api/v1/peers', json({ address: 'localhost:70000' }), 422, 'invalid_input'],
    ['POST', '/api/v1/peers', json({ address: 'http://localhost:9080/' }), 422, 'invalid_input'],
    ['POST', '/api/v1/peers', json({ address: '127.0.0.1:1' }), 502, 'peer_unreachable'],
    ['PATCH', '/api/v1/peers/:garage', json({ name: 'Garage du fond' }), 200],
    ['PATCH', '/api/v1/peers/:garage', json({ isTrusted: 'yes' }), 422, 'invalid_input'],
    ['PATCH', `/api/v1/peers/${NOBODY}`, json({ isTrusted: true }), 404, 'not_found'],
    ['DELETE', `/api/v1/peers/${NOBODY}`, {}, 404, 'not_found'],
    ['POST', '/api/v1/peers/:garage/sync', {}, 200],
    ['POST', `/api/v1/peers/${NOBODY}/sync`, {}, 404, 'not_found'],
    ['GET', '/api/v1/sync/history?peerId=:garage&limit=1', {}, 200],
    ['GET', '/api/v1/sync/history?limit=many', {}, 400, 'malformed'],
    ['GET', '/api/v1/sync/history?cursor=garbage', {}, 400, 'malformed'],
    ['GET', '/api/v1/settings', {}, 200],
    ['PATCH', '/api/v1/settings', json({ language: 'fr' }), 200],
    ['PATCH', '/api/v1/settings', json({ language: 'de' }), 422, 'invalid_input'],
    ['PATCH', '/api/v1/settings', json({ instanceId: NOBODY }), 422, 'invalid_input'],
    ['PATCH', '/api/v1/settings', json([]), 422, 'invalid_input'],
    ['GET', '/api/v1/gossip/info', {}, 200],
    ['GET', '/api/v1/gossip/items/changes', {}, 200],
    ['GET', '/api/v1/gossip/items/changes?since=2026-01-01T00:00:00.000Z&limit=1', {}, 200],
    ['GET', '/api/v1/gossip/items/changes', { headers: { accept: 'application/x-ndjson' } }, 200],
    ['GET', '/api/v1/gossip/items/changes?since=unknown', {}, 409, 'cursor_unknown'],
    ['GET', '/api/v1/gossip/items/changes?limit=0', {}, 400, 'malformed'],
    ['POST', '/api/v1/gossip/items/batch', json({ changes: [] }), 200],
    ['POST', '/api/v1/gossip/items/batch', file('', 'text/plain'), 415, 'unsupported_type'],
    ['POST', '/api/v1/gossip/sync', json({ peerId: ':garage' }), 200],
    ['POST', '/api/v1/gossip/sync', json({}), 422, 'invalid_input'],
    ['POST', '/api/v1/gossip/sync', json({ peerId: NOBODY }), 404, 'not_found'],
    ['GET', '/api/v1/nothing', {}, 404, 'not_found'],
    ['GET', '/api/v2/items', {}, 404, 'not_found'],
    ['PUT', '/api/v1/items', json({}), 405, 'method_not_allowed'],
    ['DELETE', '/api/v1/settings', {}, 405, 'method_not_allowed'],
  ])('%s %s → %$', async (method, path, init, status, code) => {
    const named = (text: string) => text.replaceAll(':drill', drill).replaceAll(':garage', garage.id);
    const body = typeof init.body === 'string' && init.body.length < 1000 ? { body: named(init.body) } : {};
    const answer = await api.call<Problem | undefined>(method, named(path), { ...init, ...body });
    expect([answer.status, code && answer.body?.code]).toEqual([status, code]);
    if (code === undefined) return;
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    if (code === 'invalid_input') {
      expect(answer.body?.errors?.length).toBeGreaterThan(0);
      for (const error of answer.body?.errors ?? [])
        expect(Object.keys(error)).toEqual(['field', 'code', 'message']);
    }
  });
});

describe('methods', () => {
  const OPTIONS = 'GET, POST, HEAD, OPTIONS';

  test('a wrong one is answered with those that there are', async () => {
    const { headers } = await api.call('PUT', '/api/v1/items', json({}));
    expect(headers.get('allow')).toBe(OPTIONS);
  });

  test('OPTIONS names them, and lets no other site in', async () => {
    const { status, headers } = await api.call('OPTIONS', '/api/v1/items');
    expect([status, headers.get('allow')]).toEqual([204, OPTIONS]);
    const origin = { headers: { origin: 'http://evil.example' } };
    const other = await api.call('OPTIONS', '/api/v1/items', origin);
    expect(other.status).toBe(403);
    expect([...other.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test.each(['/health', '/api/v1/items', '/api/v1/events', '/api/v1/items/export'])(
    'HEAD %s ends',
    async (path) => {
      const { status, body, headers } = await api.call<string>('HEAD', path);
      expect([status, body]).toEqual([200, '']);
      expect(headers.get('content-type')).not.toBeNull();
    },
  );
});

test('another Host is turned away everywhere, /health included', async () => {
  const port = Number(new URL(atelier.url).port);
  for (const path of ['/health', '/api/v1/items', '/api/docs', '/']) {
    const { status, body } = await askAs('evil.example', port, path);
    expect([path, status]).toEqual([path, 403]);
    expect(JSON.parse(body)).toMatchObject({ code: 'not_trusted' });
  }
});

describe('what is answered has all its fields', () => {
  const ITEM = (
    'id name category brand model serialNumber purchaseDate notes photoAssetId health assetCount conflictCount ' +
    'originPeerId syncVersion createdAt updatedAt deletedAt'
  ).split(' ');
  const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

  test('an item, and one in detail', async () => {
    const item = await addItem(atelier, { name: 'Vice' });
    expect(Object.keys(item)).toEqual(expect.arrayContaining(ITEM));
    expect(item).toMatchObject({
      health: 'incomplete',
      syncVersion: 1,
      originPeerId: atelier.id,
      deletedAt: null,
    });
    expect(item.createdAt).toMatch(ISO);
    const detail = await readItem(atelier, item.id);
    expect(Object.keys(detail)).toEqual(expect.arrayContaining([...ITEM, 'assets', 'conflicts', 'history']));
    const { body } = await api.call<{ syncVersion: number }>(
      'PATCH',
      `/api/v1/items/${item.id}`,
      json({ brand: 'York' }),
    );
    expect(body.syncVersion).toBe(2);
  });

  test('a page of items: each once, until the end', async () => {
    for (const name of ['Page 1', 'Page 2', 'Page 3']) await addItem(atelier, { name, category: 'Paged' });
    const names: string[] = [];
    interface Page {
      items: { name: string }[];
      nextCursor: string | null;
      total: number;
    }
    let query: string | null = '/api/v1/items?category=Paged&limit=2&sort=-name';
    while (query !== null) {
      const { body }: Answer<Page> = await api.call<Page>('GET', query);
      expect(body.total).toBe(3);
      names.push(...body.items.map(({ name }) => name));
      query = body.nextCursor && `/api/v1/items?category=Paged&limit=2&sort=-name&cursor=${body.nextCursor}`;
    }
    expect(names).toEqual(['Page 3', 'Page 2', 'Page 1']);
  });

  test('a peer, a session, and its line in the history', async () => {
    await addItem(atelier, { name: 'News' });
    const result = await syncWith(atelier, garage.id);
    expect(result).toMatchObject({
      peerId: garage.id,
      itemsReceived: 0,
      conflicts: 0,
      rejected: 0,
      identical: true,
    });
    for (const field of ['itemsSent', 'bytesReceived', 'bytesSent', 'durationMs'] as const) {
      expect([field, result[field] > 0]).toEqual([field, true]);
    }
    const log = await lastLog(atelier);
    expect(log).toMatchObject({
      peerId: garage.id,
      trigger: 'manual',
      initiatedBy: 'us',
      error: null,
      itemsReceived: 0,
    });
    expect(log.timestamp).toMatch(ISO);
    const { body: peers } = await api.call<Record<string, unknown>[]>('GET', '/api/v1/peers');
    expect(peers).toMatchObject([
      {
        id: garage.id,
        address: garage.address,
        status: 'online',
        isTrusted: true,
        trust: 'trusted',
        inSync: true,
      },
    ]);
    for (const time of ['lastSeen', 'lastSync', 'createdAt', 'verifiedAt'])
      expect(peers[0]?.[time]).toMatch(ISO);
  });

  test('settings', async () => {
    const { body } = await api.call<object>('GET', '/api/v1/settings');
    expect(Object.keys(body)).toEqual(
      expect.arrayContaining([
        'instanceId',
        'instanceName',
        'discoveryEnabled',
        'autoSyncEnabled',
        'autoSyncIntervalSeconds',
        'language',
      ]),
    );
  });
});

test('events name what changed and carry no data', async () => {
  const events = await atelier.events();
  const { id } = await addItem(atelier, { name: 'confidential' });
  expect(await events.waitFor('items-changed', ({ ids }) => ids?.includes(id) === true)).toEqual({
    ids: [id],
  });
  await api.call('PATCH', '/api/v1/settings', json({ language: 'en' }));
  await events.waitFor('settings-changed');
  await api.call('PATCH', `/api/v1/peers/${garage.id}`, json({ name: 'Garage' }));
  await events.waitFor('peers-changed', ({ peerId }) => peerId === garage.id);
  await syncWith(atelier, garage.id);
  await events.waitFor('sync-progress', ({ peerId }) => peerId === garage.id);
  expect(await events.waitFor('sync-finished')).toMatchObject({ peerId: garage.id, error: null });
  expect(events.seen.join()).not.toContain('confidential');
});

test('what was exported, an empty instance takes in as the same items; a peer that nobody approved is not spoken to', async () => {
  const cellar = await startInstance({ name: 'Cellar' });
  interface Exported {
    items: Record<string, unknown>[];
  }
  const exportOf = (from: RunningInstance, format: string) =>
    from.fetch(`/api/v1/items/export?format=${format}&category=Paged`);
  const file = await exportOf(atelier, 'json');
  expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
  const text = await file.text();
  const take = async (format: string, body: string) =>
    (await cellar.fetch(`/api/v1/items/import?format=${format}`, { method: 'POST', body })).json();
  expect(await take('json', text)).toMatchObject({ imported: 3, skipped: 0, errors: [] });
  const kept = ({ items }: Exported) => items.map(({ updatedAt: _, originPeerId: __, ...item }) => item);
  expect(kept((await (await exportOf(cellar, 'json')).json()) as Exported)).toEqual(kept(JSON.parse(text)));
  // The same items as CSV are here already.
  expect(await take('csv', await (await exportOf(atelier, 'csv')).text())).toMatchObject({
    imported: 0,
    skipped: 3,
  });

  await addPeer(atelier, cellar.address);
  const sync = () => api.call<Problem>('POST', `/api/v1/peers/${cellar.id}/sync`);
  expect(await sync()).toMatchObject({ status: 403, body: { code: 'not_trusted' } });
  await api.call('PATCH', `/api/v1/peers/${cellar.id}`, json({ isTrusted: true }));
  expect(await sync()).toMatchObject({ status: 502, body: { code: 'peer_refused' } });
  expect((await api.call('DELETE', `/api/v1/peers/${cellar.id}`)).status).toBe(204);
});

/** fetch chooses the Host by itself. */
function askAs(
  host: string,
  port: number,
  path: string,
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    get({ port, path, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    }).on('error', reject);
  });
}
