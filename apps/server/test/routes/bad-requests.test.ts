import { LIMITS, type Problem } from '@brique/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addItem, answerOf } from '../support/api.js';
import { buildApp, fakeIdentity, type TestApp } from '../support/build-app.js';

const NO_ITEM = '/items/0197a3b4-c5d6-7000-8000-000000000001';
const STRANGER = fakeIdentity('stranger').instanceId;
const json = (body: string): RequestInit => ({ body, headers: { 'content-type': 'application/json' } });
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

const CASES: [string, string, RequestInit, number, string][] = [
  ['POST', '/items', json('{"name":'), 400, 'malformed'],
  ['POST', '/items', json(''), 400, 'malformed'],
  ['POST', '/items', json(`{"name":"x","notes":${deep(LIMITS.jsonDepth + 1)}}`), 400, 'malformed'],
  ['POST', '/items', json(deep(200_000)), 400, 'malformed'],
  ['POST', '/items', { ...json(''), body: new Uint8Array([0x22, 0xff, 0x22]) }, 400, 'malformed'],
  ['POST', '/items', { body: '{"name":"x"}' }, 415, 'unsupported_type'],
  [
    'POST',
    '/items',
    { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported_type',
  ],
  ['POST', '/items', json(`"${'x'.repeat(LIMITS.jsonBodyBytes)}"`), 413, 'too_large'],
  ['PATCH', NO_ITEM, json('{"name":"x"}'), 404, 'not_found'],
  ['PATCH', '/items/1', json('{"name":"x"}'), 404, 'not_found'],
  ['GET', NO_ITEM, {}, 404, 'not_found'],
  ['GET', '/items/%00', {}, 404, 'not_found'],
  ['GET', '/items/%E0%A4%A', {}, 404, 'not_found'],
  ['DELETE', NO_ITEM, {}, 404, 'not_found'],
  ['POST', `${NO_ITEM}/restore`, {}, 404, 'not_found'],
  ['GET', '/items?limit=0', {}, 400, 'malformed'],
  ['GET', '/items?limit=201', {}, 400, 'malformed'],
  ['GET', '/items?limit=1.5', {}, 400, 'malformed'],
  ['GET', '/items?limit=-1', {}, 400, 'malformed'],
  ['GET', '/items?sort=size', {}, 400, 'malformed'],
  ['GET', '/items?health=good', {}, 400, 'malformed'],
  ['GET', '/items?deleted=maybe', {}, 400, 'malformed'],
  ['GET', '/items?cursor=nonsense', {}, 400, 'malformed'],
  ['GET', '/items?cursor=WzEsMl0', {}, 400, 'malformed'],
  ['GET', '/items?cursor=WyJhIiwxLjVd', {}, 400, 'malformed'],
  ['GET', `/items?search=${'x'.repeat(1001)}`, {}, 400, 'malformed'],
  ['GET', '/items?search=%00', {}, 400, 'malformed'],
  ['POST', '/items/import?format=xml', { body: 'x' }, 400, 'malformed'],
  ['POST', '/items/import?map=%7B', { body: '[]' }, 400, 'malformed'],
  ['POST', '/items/import?map=%7B%22size%22:%22x%22%7D', { body: '[]' }, 400, 'malformed'],
  ['GET', '/items/export?format=pdf', {}, 400, 'malformed'],
  ['POST', '/peers', json('{}'), 422, 'invalid_input'],
  ['POST', '/peers', json('[]'), 422, 'invalid_input'],
  ['POST', '/peers', json('{"address":7}'), 422, 'invalid_input'],
  ['POST', '/peers', json('{"address":"a:1","trust":"trusted"}'), 422, 'invalid_input'],
  ['POST', '/peers', json('{"address":"nowhere.test:1"}'), 502, 'peer_unreachable'],
  ['PATCH', `/peers/${STRANGER}`, json('{"isTrusted":true}'), 404, 'not_found'],
  ['PATCH', `/peers/${STRANGER}`, json('{"isTrusted":1}'), 422, 'invalid_input'],
  ['PATCH', `/peers/${STRANGER}`, json('{"name":""}'), 422, 'invalid_input'],
  ['PATCH', `/peers/${STRANGER}`, json('{"autoSync":"yes"}'), 422, 'invalid_input'],
  ['PATCH', `/peers/${STRANGER}`, json('{"autoSync":false}'), 404, 'not_found'],
  ['DELETE', `/peers/${STRANGER}`, {}, 404, 'not_found'],
  ['POST', `/peers/${STRANGER}/sync`, {}, 404, 'not_found'],
  ['DELETE', `/peers/${STRANGER}/sync`, {}, 404, 'not_found'],
  ['GET', '/sync/history?limit=x', {}, 400, 'malformed'],
  ['GET', '/sync/history?cursor=x', {}, 400, 'malformed'],
  ['PATCH', '/settings', json('7'), 422, 'invalid_input'],
  ['PATCH', '/settings', json('{"instanceId":"x"}'), 422, 'invalid_input'],
  ['PATCH', '/settings', json('{"instanceName":""}'), 422, 'invalid_input'],
  ['PATCH', '/settings', json('{"language":"de"}'), 422, 'invalid_input'],
  ['PATCH', '/settings', json('{"discoveryEnabled":"yes"}'), 422, 'invalid_input'],
  ['PATCH', '/settings', json('{"autoSyncEnabled":1}'), 422, 'invalid_input'],
  ['PATCH', '/settings', json('{"autoSyncIntervalSeconds":5}'), 422, 'invalid_input'],
  ['POST', '/gossip/sync', json('{}'), 422, 'invalid_input'],
  ['POST', '/gossip/sync', json(`{"peerId":"${STRANGER}"}`), 404, 'not_found'],
  ['GET', '/gossip/items/changes?since=unknown', {}, 409, 'cursor_unknown'],
  ['GET', '/gossip/items/changes?limit=0', {}, 400, 'malformed'],
  ['POST', '/gossip/items/batch', { body: 'x' }, 415, 'unsupported_type'],
  ['POST', '/gossip/items/batch', json('{"changes":{}}'), 400, 'malformed'],
  ['POST', '/gossip/items/batch', json('x'.repeat(LIMITS.batchBodyBytes + 1)), 413, 'too_large'],
  ['GET', '/nothing', {}, 404, 'not_found'],
  ['PUT', '/items', json('{}'), 405, 'method_not_allowed'],
  ['POST', '/stats', json('{}'), 405, 'method_not_allowed'],
];

let app: TestApp;
beforeAll(async () => {
  app = await buildApp();
  await addItem(app, { name: 'Drill' });
});
afterAll(() => app.close());

test.each(CASES)(
  '%s %.60s (case %$) is answered with a problem',
  async (method, path, init, status, code) => {
    const response = await app.ui(`/api/v1${path}`, { ...init, method });
    const answer = await answerOf<Problem>(response);
    const { body, headers } = answer;
    app.conformance.check(method, `/api/v1${path}`, answer);
    expect([response.status, body.code]).toEqual([status, code]);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({
      type: 'about:blank',
      status,
      title: expect.any(String),
      detail: expect.any(String),
    });
  },
);

test('a body declared too large is refused before it is read', async () => {
  let read = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += 1;
      controller.enqueue(new Uint8Array(1024));
    },
  });
  const headers = { 'content-type': 'application/json', 'content-length': String(LIMITS.jsonBodyBytes + 1) };
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
  expect((await app.ui('/api/v1/items', init)).status).toBe(413);
  expect(read).toBeLessThanOrEqual(1);
});

test('an endless body is cut off', async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(0x20)),
  });
  const headers = { 'content-type': 'application/json' };
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
  expect((await app.ui('/api/v1/items', init)).status).toBe(413);
});

test('none of it was taken for a fault of ours', () => {
  expect(app.faults).toEqual([]);
});
