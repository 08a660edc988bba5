import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenApiDocument } from '../../src/adapters/http/openapi/document.js';
import { addItem, addPeer, setTrust } from '../support/api.js';
import { buildApp, type TestApp } from '../support/build-app.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';
import { EFFORT } from './effort.js';
import { expectInvariants, isNoFault } from './invariants.js';
import { GOSSIP_POLICIES, UI_POLICIES } from './policies.js';

const HEADERS = [
  ...['accept', 'accept-encoding', 'accept-language', 'authorization', 'cache-control', 'content-encoding'],
  ...['content-length', 'content-type', 'cookie', 'expect', 'forwarded', 'if-match', 'if-none-match'],
  ...['if-modified-since', 'origin', 'range', 'referer', 'sec-fetch-site', 'upgrade', 'x-forwarded-for'],
  ...['x-http-method-override', 'brique-name', 'brique-port', 'brique-session', 'last-event-id', 'te'],
];
const LATIN = Array.from({ length: 0x5e }, (_, i) => String.fromCharCode(0x21 + i)).concat(
  'é',
  '\u00ff',
  ' ',
);
const headerValue = fc.oneof(
  fc.string({ unit: fc.constantFrom(...LATIN), maxLength: 30 }).map((text) => text.trim()),
  fc.constantFrom(
    'gzip',
    '*/*',
    'application/json; charset=utf-7',
    'bytes=0-',
    'bytes=-1-,9-',
    '-1',
    '1e99',
    'null',
  ),
  fc.constantFrom(
    'application/x-ndjson',
    '%E0%A4%A',
    '%00',
    'x'.repeat(8000),
    '__proto__',
    '"*"',
    'DELETE',
    'websocket',
  ),
);
const headers = fc.dictionary(fc.constantFrom(...HEADERS), headerValue, { maxKeys: 4 });
const queryValue = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '-1',
    '0',
    '1e9',
    'NaN',
    '"',
    '*',
    'a OR b',
    'NEAR(',
    "'--",
    '%',
    '\0',
    '[]',
    '{"name":"name"}',
    '__proto__',
  ),
  fc.constantFrom(
    '-updatedAt',
    'json',
    'csv',
    'true',
    '2099-01-01T00:00:00.000Z',
    '9'.repeat(400),
    'x'.repeat(3000),
  ),
);

let app: TestApp;
let peer: TestApp;
let ids: Record<string, string>;
let document: OpenApiDocument;
beforeAll(async () => {
  const shared = { wall: createFakeClock(), network: createFakeNetwork() };
  app = await buildApp({ name: 'Atelier', ...shared });
  peer = await buildApp({ name: 'Garage', ...shared });
  const item = await addItem(app, { name: 'Drill' });
  await addPeer(app, peer.address);
  await setTrust(app, peer.id, true);
  ids = { items: item.id, peers: peer.id };
  document = (await app.api<OpenApiDocument>('GET', '/openapi.json')).body;
});
afterAll(async () => {
  await app.close();
  await peer.close();
});

async function fuzz(names: readonly string[], send: (query: string, init: RequestInit) => Promise<Response>) {
  const name = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.string() },
  );
  const query = fc.array(fc.tuple(name, queryValue), { maxLength: 4 });
  const property = fc.asyncProperty(query, headers, async (params, given) => {
    const text = params.map((pair) => pair.map(encode).join('=')).join('&');
    const response = await send(text === '' ? '' : `?${text}`, { headers: given });
    await response.body?.cancel();
    expect([response.status, app.faults.splice(0)]).toEqual([expect.toSatisfy(isNoFault), []]);
  });
  await fc.assert(property, { numRuns: EFFORT.headers, seed: EFFORT.seed });
  await expectInvariants(app);
}

function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

const withBody = (method: string, init: RequestInit): RequestInit =>
  method === 'GET' ? { ...init, method } : { ...init, method, body: '{}' };

describe('no query and no header is a fault, and what is stored stays whole:', () => {
  test.each(Object.keys(UI_POLICIES))(
    '%s',
    async (key) => {
      const [method = '', pattern = ''] = key.split(' ');
      const parameters =
        document.paths[pattern.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.parameters;
      const names = ['limit', 'cursor', ...(parameters ?? []).map(({ name }) => name)];
      const path = pattern
        .replace('*', '')
        .replace(/(\w+)\/:\w+/g, (_, before: string) => `${before}/${ids[before]}`);
      await fuzz(names, (query, init) => app.ui(path + query, withBody(method, init)));
    },
    EFFORT.timeoutMs,
  );

  test.each(Object.keys(GOSSIP_POLICIES))(
    'from a trusted peer: %s',
    async (key) => {
      const [method = '', pattern = ''] = key.split(' ');
      const path = pattern.replace('/api/v1/gossip', '').replace(':id', 'x');
      await fuzz(['since', 'limit', 'cursor'], (query, init) =>
        app.gossip(peer.identity, path + query, withBody(method, init)),
      );
    },
    EFFORT.timeoutMs,
  );
});
