import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { EFFORT } from './effort.js';
import { expectNoFault, type FuzzTarget, startFuzzTarget } from './fuzz-target.js';
import { expectInvariants } from './invariants.js';
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

let target: FuzzTarget;
beforeAll(async () => {
  target = await startFuzzTarget();
});

async function fuzz(names: readonly string[], send: (query: string, init: RequestInit) => Promise<Response>) {
  const name = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.string() },
  );
  const query = fc.array(fc.tuple(name, queryValue), { maxLength: 4 });
  const property = fc.asyncProperty(query, headers, async (params, given) => {
    const text = params.map((pair) => pair.map(encode).join('=')).join('&');
    await expectNoFault(target.app, await send(text === '' ? '' : `?${text}`, { headers: given }));
  });
  await fc.assert(property, { numRuns: EFFORT.headers, seed: EFFORT.seed });
  await expectInvariants(target.app);
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
      const { app, ids, document } = target;
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
      const { app, peer } = target;
      const path = pattern.replace('/api/v1/gossip', '').replace(':id', 'x');
      await fuzz(['since', 'limit', 'cursor'], (query, init) =>
        app.gossip(peer.identity, path + query, withBody(method, init)),
      );
    },
    EFFORT.timeoutMs,
  );
});
