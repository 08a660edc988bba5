import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addItem } from '../support/api.js';
import { buildApp, type TestApp } from '../support/build-app.js';
import { foreignItem, wireForm } from '../support/documents.js';

let app: TestApp;
let id: string;
beforeAll(async () => {
  app = await buildApp();
  id = (await addItem(app, { name: 'Drill' })).id;
});
afterAll(() => app.close());

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '"',
    '*',
    '"*',
    'a" OR b',
    'NEAR(',
    '-',
    "'; DROP TABLE items; --",
    '%',
    '\0',
    '\ud800',
    '😀',
  ),
  fc.constantFrom('__proto__', 'constructor', '1e999', '-0', '[[', '{"a":'),
);
const hostileValue = fc.oneof(hostileText, fc.jsonValue(), fc.constantFrom(null, 1e308, -1, true, [], {}));

const PATHS = [
  ['POST', '/items'],
  ['PATCH', '/items/ID'],
  ['POST', '/items/import'],
  ['POST', '/items/import?format=csv'],
  ['POST', '/peers'],
  ['PATCH', '/peers/ID'],
  ['PATCH', '/settings'],
  ['POST', '/gossip/sync'],
  ['POST', '/gossip/items/batch'],
] as const;
const FIELDS = [
  'name',
  'notes',
  'purchaseDate',
  'address',
  'isTrusted',
  'instanceName',
  'language',
  'changes',
  'cursor',
  'peerId',
];

test('no body makes it fail', async () => {
  const body = fc.oneof(
    hostileText,
    fc
      .dictionary(fc.oneof(fc.constantFrom(...FIELDS), hostileText), hostileValue)
      .map((it) => JSON.stringify(it)),
    fc.jsonValue().map((it) => JSON.stringify(it)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), body, async ([method, path], text) => {
      const headers = { 'content-type': 'application/json' };
      const response = await app.ui(`/api/v1${path.replace('ID', id)}`, { method, body: text, headers });
      expect([response.status, app.faults]).toEqual([expect.toSatisfy(isNoFault), []]);
      await response.text();
    }),
    { numRuns: 250 },
  );
});

test('no query makes it fail', async () => {
  const names = [
    'search',
    'category',
    'brand',
    'health',
    'deleted',
    'sort',
    'limit',
    'cursor',
    'peerId',
    'since',
    'format',
  ];
  const query = fc.dictionary(fc.constantFrom(...names), hostileText.map(toWellFormed), { maxKeys: 4 });
  const paths = ['/items', '/items/export', '/sync/history', '/gossip/items/changes', '/stats', '/peers'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), query, async (path, params) => {
      const response = await app.ui(`/api/v1${path}?${new URLSearchParams(params)}`);
      expect([response.status, app.faults]).toEqual([expect.toSatisfy(isNoFault), []]);
      await response.text();
    }),
    { numRuns: 250 },
  );
});

test('no path makes it fail', async () => {
  const part = fc.oneof(
    fc.constantFrom('items', 'peers', 'sync', '..', '%2e%2e', '%00', '%', id),
    hostileText.map(encode),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 4 }),
      fc.constantFrom('GET', 'POST', 'DELETE'),
      async (parts, method) => {
        const response = await app.ui(`/api/v1/${parts.join('/')}`, { method });
        expect([response.status, app.faults]).toEqual([expect.toSatisfy(isNoFault), []]);
        await response.body?.cancel();
      },
    ),
    { numRuns: 150 },
  );
});

test('no item from elsewhere makes it fail', async () => {
  const good = JSON.stringify(wireForm(foreignItem(app.wall.now(), { name: 'Saw', 'x:colour': { r: 1 } })));
  const mutated = fc
    .tuple(fc.nat({ max: good.length }), fc.nat({ max: 8 }), hostileText)
    .map(([at, cut, text]) => good.slice(0, at) + text + good.slice(at + cut));
  await fc.assert(
    fc.asyncProperty(fc.array(mutated, { maxLength: 4 }), async (lines) => {
      const headers = { 'content-type': 'application/x-ndjson' };
      const init = { method: 'POST', body: lines.join('\n'), headers };
      const response = await app.ui('/api/v1/gossip/items/batch', init);
      expect([response.status, app.faults]).toEqual([200, []]);
      await response.text();
    }),
    { numRuns: 200 },
  );
});

function isNoFault(status: number): boolean {
  // 502 and 503 say that another instance, or the built page, is not there.
  return status < 500 || status === 502 || status === 503;
}

function toWellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function encode(text: string): string {
  return encodeURIComponent(toWellFormed(text));
}
