import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { EFFORT } from './effort.js';
import { fileMutationsOf } from './file-mutations.js';
import { expectNoFault, type FuzzTarget, startFuzzTarget } from './fuzz-target.js';
import { expectInvariants } from './invariants.js';
import { mutationsOf } from './mutations.js';
import { wireSamples } from './wire-samples.js';

let target: FuzzTarget;
beforeAll(async () => {
  target = await startFuzzTarget();
});

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('Drill', '12" disc', 'a;b', 'line\nbreak', '2024-05-01', '05/01/2024', '1 234,50 €', ''),
);
const HEADERS = [
  'name',
  'Name',
  'Nom',
  'Serial Number',
  'serialNumber',
  'notes',
  'purchaseDate',
  'Type',
  'x:colour',
  'id',
  'HB.name',
  '',
];
const quoted = (value: string, separator: string) =>
  value.includes(separator) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

const csv = fc
  .tuple(
    fc
      .tuple(
        fc.constantFrom('name', 'name', 'Nom', ''),
        fc.array(fc.constantFrom(...HEADERS), { maxLength: 4 }),
      )
      .map(([first, more]) => [first, ...more]),
    fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 4 }),
    ...[fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n', '\r'), fc.constantFrom('', 'sep=;\n')],
  )
  .map(
    ([header, rows, separator, end, first]) =>
      first +
      [header, ...rows].map((cells) => cells.map((it) => quoted(it, separator)).join(separator)).join(end),
  );

const item = fc.record(
  {
    name: cell,
    category: cell,
    serialNumber: cell,
    notes: cell,
    purchaseDate: cell,
    id: cell,
    ownFields: fc.jsonValue({ maxDepth: 2 }),
  },
  { requiredKeys: ['name'] },
);
const items = fc.array(item, { maxLength: 3 });
const json = mutationsOf(fc.oneof(items, fc.record({ items })));

/** A file in one piece, or in several as a slow line brings it. */
function sent(file: Uint8Array, pieces: number): RequestInit {
  if (pieces === 1) return { body: file as Uint8Array<ArrayBuffer> };
  const size = Math.ceil(file.length / pieces) || 1;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < file.length; at += size) controller.enqueue(file.subarray(at, at + size));
      controller.close();
    },
  });
  return { body, duplex: 'half' } as RequestInit;
}

async function fuzz(
  valid: fc.Arbitrary<string>,
  send: (init: RequestInit, query: string) => Promise<Response>,
) {
  const pieces = fc.constantFrom(1, 1, 2, 7);
  const query = fc.constantFrom(
    ...[
      'dryRun=1',
      'dryRun=1&duplicates=update',
      'dryRun=1&duplicates=create&dates=dmy',
      'whole=1',
      'dates=mdy',
    ],
    ...[
      'dryRun=1&own=["x:colour"]',
      'dryRun=1&map={"name":"Nom"}',
      'duplicates=update&map={"notes":["notes","Type"]}',
    ],
  );
  const accept = fc.constantFrom('application/json', 'application/x-ndjson');
  const property = fc.asyncProperty(
    ...[fileMutationsOf(valid), pieces, query, accept],
    async (file, count, chosen, wanted) => {
      const init = { method: 'POST', headers: { accept: wanted }, ...sent(file, count) };
      await expectNoFault(target.app, await send(init, chosen));
    },
  );
  await fc.assert(property, { numRuns: EFFORT.bodies, seed: EFFORT.seed });
  await expectInvariants(target.app);
}

describe('no file is a fault, and what is stored stays whole:', () => {
  test.each([
    ['POST /api/v1/items/import', 'csv', csv],
    ['POST /api/v1/items/import', 'json', json],
    ['POST /api/v1/items/import/preview', 'csv', csv],
    ['POST /api/v1/items/import/preview', 'json', json],
  ])(
    '%s of %s',
    (key, format, valid) =>
      fuzz(valid, (init, query) => target.app.ui(`${key.slice(5)}?format=${format}&${query}`, init)),
    EFFORT.timeoutMs,
  );

  const lines = () =>
    fc
      .array(
        mutationsOf(wireSamples(target.app.wall.now())['POST /api/v1/gossip/items/batch'] ?? fc.constant({})),
        { maxLength: 3 },
      )
      .map((bodies) =>
        bodies
          .map((body) => body.replace(/^\{"changes":\[(.*)\],.*$/s, '$1').replaceAll('},{"id"', '}\n{"id"'))
          .join('\n'),
      );
  const asLines = (init: RequestInit): RequestInit => ({
    ...init,
    headers: { ...init.headers, 'content-type': 'application/x-ndjson' },
  });

  test(
    'lines from a trusted peer: POST /api/v1/gossip/items/batch',
    () => fuzz(lines(), (init) => target.app.gossip(target.peer.identity, '/items/batch', asLines(init))),
    EFFORT.timeoutMs,
  );

  test(
    'lines from the owner: POST /api/v1/gossip/items/batch',
    () => fuzz(lines(), (init) => target.app.ui('/api/v1/gossip/items/batch', asLines(init))),
    EFFORT.timeoutMs,
  );
});
