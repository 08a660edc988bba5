import { describe, expect, test } from 'vitest';
import type { TransferFormat } from '../../src/usecases/items/transfer/import.js';
import { previewImport } from '../../src/usecases/items/transfer/preview.js';
import { chunked } from './helpers.js';

const preview = (format: TransferFormat, file: string | Uint8Array, isWhole = true) =>
  previewImport(format, chunked(file), isWhole);

describe('the preview of a file', () => {
  test('shows the first rows, cells under their columns, without what broke off', async () => {
    const file = 'Nom;Marque\nPerceuse;"Bo;sch"\n\nLampe\nScie;"Stan';
    expect(await preview('csv', file, false)).toMatchObject({
      source: null,
      columns: ['Nom', 'Marque'],
      rows: [
        ['Perceuse', 'Bo;sch'],
        ['Lampe', ''],
      ],
      map: { name: ['Nom'], brand: ['Marque'], notes: [] },
    });
    expect((await preview('csv', 'name\na\nb\nhalf of c', false)).rows).toEqual([['a'], ['b']]);
    expect((await preview('csv', 'name\na\nb\nall of c')).rows).toEqual([['a'], ['b'], ['all of c']]);
  });

  test('reads UTF-16, as the import does', async () => {
    const utf16 = Buffer.from('\ufeffname\tbrand\ndrill\tMärklin\n', 'utf16le');
    expect(await preview('csv', utf16)).toMatchObject({
      columns: ['name', 'brand'],
      rows: [['drill', 'Märklin']],
    });
  });

  test('of JSON shows the keys of all its first items', async () => {
    const file = '{"brique":1,"items":[{"name":"a","tags":["x"]},{"what":2,"name":null}]}';
    expect(await preview('json', file)).toMatchObject({
      columns: ['name', 'tags', 'what'],
      rows: [
        ['a', '["x"]', ''],
        ['', '', '2'],
      ],
      map: { name: ['name'] },
    });
    expect((await preview('json', '[{"name":"a"},{"name":"b"},{"na', false)).rows).toEqual([['a'], ['b']]);
  });

  test.each([
    ['05/01/2024\n06/02/2024', 'ambiguous'],
    ['05/01/2024\n13/02/2024', 'dmy'],
    ['05/01/2024\n02/13/2024', 'mdy'],
    ['2024-01-05\n', null],
  ])('says how its dates are written: %j', async (dates, order) => {
    const rows = dates.split('\n').map((date) => `x,${date}\n`);
    expect((await preview('csv', `name,bought\n${rows.join('')}`)).dates).toBe(order);
  });

  test.each([
    ['csv', '', 'empty_file'],
    ['csv', '"name\n', 'quote_left_open'],
    ['csv', Buffer.from([0x50, 0x4b, 3, 4, 5]), 'spreadsheet_file'],
    ['csv', Buffer.from('cat\xe9gorie\na', 'latin1'), 'header_not_utf8'],
    ['json', '[]', 'empty_file'],
    ['json', '[1,2]', 'empty_file'],
    ['json', 'name\n', 'not_json'],
  ] as const)('refuses %s %j by a code', async (format, file, code) => {
    await expect(preview(format, file)).rejects.toMatchObject({ code: 'import_invalid', errors: [{ code }] });
  });
});
