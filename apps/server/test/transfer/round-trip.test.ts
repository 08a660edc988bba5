import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportItems } from '../../src/usecases/items/transfer/export.js';
import { asImported, item, ownColumnsOf, stream } from './arbitrary-items.js';
import { collect, read } from './helpers.js';

describe.each(['csv', 'json'] as const)('a %s export', (format) => {
  test('imports as the same items, whatever somebody typed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { maxLength: 8 }),
        fc.integer({ min: 1, max: 200 }),
        async (items, size) => {
          const file = Buffer.concat(await collect(exportItems(format, stream(items), ownColumnsOf(items))));
          const rows = await read(format, file, {}, size);
          expect(rows).toEqual(items.map((from, at) => ({ row: at + 1, input: asImported(from) })));
        },
      ),
      { numRuns: 400 },
    );
  });

  test('of thousands of items is written and read in pieces', async () => {
    const [one] = fc.sample(item, { numRuns: 1, seed: 1 });
    if (one === undefined) throw new Error('no sample');
    const items = Array.from({ length: 2500 }, (_, i) => ({ ...one, name: `item ${i}` }));
    const pieces = await collect(exportItems(format, stream(items), ownColumnsOf(items)));
    expect(pieces.length).toBeGreaterThan(4);
    const rows = await read(format, Buffer.concat(pieces));
    expect(rows.map((row) => 'input' in row && row.input.name)).toEqual(items.map(({ name }) => name));
  });
});
