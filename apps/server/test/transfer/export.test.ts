import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportItems } from '../../src/usecases/items/transfer/export.js';
import { plainCell, safeCell } from '../../src/usecases/items/transfer/export-columns.js';
import { item, stream } from './arbitrary-items.js';
import { collect, read } from './helpers.js';

const [SAMPLE] = fc.sample(item, { numRuns: 1, seed: 1 });
if (SAMPLE === undefined) throw new Error('no sample');
const DRILL = {
  ...SAMPLE,
  ...{
    id: '0190b0a0-7c00-7abc-8def-0123456789ab',
    originPeerId: 'a'.repeat(52),
    name: 'drill "A"',
    category: 'tools',
  },
  ...{ ownFields: [], brand: '', model: '', serialNumber: '+33', purchaseDate: null, notes: '=1+1\nb' },
};

async function file(format: 'csv' | 'json', items = [DRILL]): Promise<string> {
  return Buffer.concat(await collect(exportItems(format, stream(items), []))).toString();
}

describe('an export', () => {
  test('as CSV opens in a spreadsheet: byte-order mark, all quoted, formulas made harmless', async () => {
    expect(await file('csv')).toBe(
      '\ufeff"id","name","category","brand","model","serialNumber","purchaseDate","notes","originPeerId","createdAt","updatedAt"\r\n' +
        `"0190b0a0-7c00-7abc-8def-0123456789ab","drill ""A""","tools","","","+33","","'=1+1\nb","${'a'.repeat(52)}",` +
        '"2026-01-02T03:04:05.678Z","2026-01-02T03:04:05.678Z"\r\n',
    );
  });

  test('as JSON holds what a person typed and where the item comes from, nothing else', async () => {
    expect(JSON.parse(await file('json'))).toEqual({
      brique: 1,
      items: [
        {
          ...{
            id: DRILL.id,
            name: 'drill "A"',
            category: 'tools',
            brand: '',
            model: '',
            serialNumber: '+33',
          },
          ...{ purchaseDate: null, notes: '=1+1\nb', originPeerId: DRILL.originPeerId },
          ...{ createdAt: DRILL.createdAt, updatedAt: DRILL.updatedAt },
        },
      ],
    });
  });

  test('of nothing is a file that imports as nothing', async () => {
    expect(JSON.parse(await file('json', []))).toEqual({ brique: 1, items: [] });
    expect(await read('csv', await file('csv', []))).toEqual([]);
  });

  test.each([
    ...[
      '=1+1',
      '=HYPERLINK("http://x")',
      '@SUM(A1)',
      '+cmd|x',
      '-cmd|x',
      '-1+cmd',
      '＝1',
      "'=1",
      "''@a",
      ' =1',
    ],
  ])('guards %j', (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  });

  test.each(['', 'drill', '-5', '+33 6 12-34', '-1.5', '-', "'s", "''", 'a=b', '5-4'])(
    'leaves %j alone',
    (text) => {
      expect(safeCell(text)).toBe(text);
    },
  );

  test('guards text so that it can always be read back', () => {
    const text = fc.array(fc.oneof(fc.constantFrom("'", '=', '+', '-', '@', ' ', '1'), fc.string()), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const typed = parts.join('');
        expect(plainCell(safeCell(typed))).toBe(typed);
      }),
      { numRuns: 5000 },
    );
  });

  test('apart, an apostrophe before a formula is what somebody typed', async () => {
    expect(await read('csv', "name,notes\n'=a,'-b")).toEqual([
      { row: 1, input: { name: "'=a", notes: "'-b" } },
    ]);
  });
});
