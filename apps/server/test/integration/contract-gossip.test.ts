import { request } from 'node:https';
import type { BatchResult, ChangeSet, Problem, SyncInfo } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, listItems, peerOf, readItem } from '../support/api.js';
import { describedApi, jsonBody } from '../support/described-api.js';
import { startInstance } from '../support/processes.js';
import { makeDevice } from '../tls/devices.js';

interface Change {
  id: string;
  keys: Record<string, [unknown, string]>;
}

test('the owner reads changes by cursor and by time, as JSON and as a stream, and applies them elsewhere', async () => {
  const [a, b] = await Promise.all([startInstance({ name: 'Atelier' }), startInstance({ name: 'Garage' })]);
  const { call } = await describedApi(a);
  const changes = async (query: string) =>
    (
      await call<Omit<ChangeSet, 'changes'> & { changes: Change[] }>(
        'GET',
        `/api/v1/gossip/items/changes?${query}`,
      )
    ).body;
  const drill = await addItem(a, { name: 'Drill', notes: 'été' });
  const saw = await addItem(a, { name: 'Saw' });

  const first = await changes('limit=1');
  expect(first).toMatchObject({ changes: [{ id: drill.id }], more: true });
  const rest = await changes(`since=${first.cursor}`);
  expect(rest).toMatchObject({ changes: [{ id: saw.id }], more: false });
  expect(await changes(`since=${rest.cursor}`)).toMatchObject({ changes: [], more: false });

  const since = async (time: string) =>
    (await changes(`since=${encodeURIComponent(time)}`)).changes.map(({ id }) => id).sort();
  expect(await since('2020-01-01T00:00:00Z')).toEqual([drill.id, saw.id].sort());
  expect(await since(drill.createdAt)).toEqual([drill.id, saw.id].sort());
  expect(await since('2999-01-01T00:00:00.000Z')).toEqual([]);

  const accept = { headers: { accept: 'application/x-ndjson' } };
  const stream = await call<string>('GET', '/api/v1/gossip/items/changes', accept);
  expect(stream.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = stream.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ id }) => id !== undefined).map(({ id }) => id)).toEqual([drill.id, saw.id]);
  expect(typeof lines.at(-1)?.cursor).toBe('string');

  const toB = await describedApi(b);
  const batch = (body: RequestInit) => toB.call<BatchResult>('POST', '/api/v1/gossip/items/batch', body);
  const all = await changes('');
  expect((await batch(jsonBody({ changes: all.changes, cursor: all.cursor }))).body).toMatchObject({
    applied: 2,
    conflicts: 0,
    rejected: [],
  });
  expect(await readItem(b, drill.id)).toEqual(await readItem(a, drill.id));
  const ndjson = { body: stream.body, headers: { 'content-type': 'application/x-ndjson' } };
  expect((await batch(ndjson)).body).toMatchObject({ applied: 0, rejected: [] });
  const broken = [{ ...all.changes[0], keys: { name: ['x', 'not a stamp'] } }, all.changes[1]];
  expect((await batch(jsonBody({ changes: broken }))).body).toMatchObject({ rejected: [{ id: drill.id }] });
  expect((await listItems(b)).total).toBe(2);

  const info = (await call<SyncInfo>('GET', '/api/v1/gossip/info')).body;
  expect(info).toMatchObject({ instanceId: a.id, instanceName: 'Atelier', protocol: 1, itemCount: 2 });
});

test('on the gossip listener a stranger learns who we are, and gets 403 for all else', async () => {
  const instance = await startInstance({ name: 'Atelier' });
  await addItem(instance, { name: 'confidential' });
  const stranger = await makeDevice();
  const ask = (method: string, path: string, body?: string) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const { certificatePem: cert, privateKeyPem: key } = stranger;
      const target = { host: '127.0.0.1', port: instance.gossipPort, method, path, cert, key };
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const asked = request({ ...target, headers, rejectUnauthorized: false, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      });
      asked.on('error', reject).end(body);
    });

  const info = await ask('GET', '/api/v1/gossip/info');
  expect(Object.keys(JSON.parse(info.text)).sort()).toEqual([
    'instanceId',
    'instanceName',
    'now',
    'protocol',
  ]);
  for (const [method, path, body] of [
    ['GET', '/api/v1/gossip/items/changes'],
    ['GET', '/api/v1/gossip/items/changes?since=2020-01-01T00:00:00Z'],
    ['POST', '/api/v1/gossip/items/batch', '{"changes":[]}'],
    ['POST', '/api/v1/gossip/sync', '{}'],
  ] as const) {
    const { status, text } = await ask(method, path, body);
    expect([path, status, (JSON.parse(text) as Problem).code]).toEqual([path, 403, 'not_trusted']);
    expect(text).not.toMatch(/confidential|Atelier/);
  }
  expect((await ask('GET', '/api/v1/items')).status).toBe(404);
  expect((await ask('GET', '/')).status).toBe(404);
  expect(await peerOf(instance, stranger.instanceId)).toMatchObject({ trust: 'requested', isTrusted: false });
});
