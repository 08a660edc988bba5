import { get } from 'node:http';
import { join } from 'node:path';
import type { Problem } from '@brique/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, addItem, addPeer, lastLog, readItem, syncWith } from '../support/api.js';
import { type DescribedApi, describedApi, jsonBody as json } from '../support/described-api.js';
import { approveEachOther, type RunningInstance, startInstance } from '../support/processes.js';
import { makeFolder } from '../support/temp-folder.js';
import { CONTRACT_CALLS } from './contract-calls.js';

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

describe('each call is answered as the table says', () => {
  test.each(CONTRACT_CALLS)('%s %s → %$', async (method, path, init, status, code) => {
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
