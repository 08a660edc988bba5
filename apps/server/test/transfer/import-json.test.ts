import { describe, expect, test } from 'vitest';
import { parseImport } from '../../src/usecases/items/transfer/import.js';
import { chunked, read } from './helpers.js';

describe('a JSON file', () => {
  test.each([
    ['an array', '[{"name":"drill","brand":"Bosch"},{"name":"lamp"}]'],
    ['our export', '{"brique":1,"items":[{"name":"drill","brand":"Bosch"},{"name":"lamp"}]}'],
    [
      'another program’s export',
      '{"meta":{"items":[{"name":"x"}]},"items":[{"Nom":"drill","Marque":"Bosch"},{"Nom":"lamp"}],"z":[1]}',
    ],
    [
      'with a byte-order mark',
      '\ufeff [ {"name":"drill","brand":"Bosch","size":{"items":[1]}} , {"name":"lamp"} ] \n',
    ],
  ])('may be %s', async (_, file) => {
    expect(await read('json', file)).toEqual([
      { row: 1, input: { name: 'drill', brand: 'Bosch' } },
      { row: 2, input: { name: 'lamp' } },
    ]);
  });

  test('may hold one object a line', async () => {
    const rows = await read('json', '{"name":"drill","parts":[1]}\n\n{"Nom":"lamp"}\n42\n{"brand":"x"}');
    expect(rows.map((row) => ('error' in row ? row.error.message : row.input.name))).toEqual([
      'drill',
      'lamp',
      'Each item must be a JSON object.',
      'Nothing here is the name; the keys are "brand".',
    ]);
    const other = await read('json', '{"items":{"a":{"name":"drill"}}}');
    expect(other).toMatchObject([
      { row: 1, error: { message: 'Nothing here is the name; the keys are "items".' } },
    ]);
  });

  test('gives the items before a mistake, in one piece or many', async () => {
    const seen: unknown[] = [];
    const file = chunked('[{"name":"drill"},{"name":"lamp"},{"name":}]');
    await expect(async () => {
      for await (const row of parseImport('json', file)) seen.push(row.row);
    }).rejects.toThrow('Row 3');
    expect(seen).toEqual([1, 2]);
  });

  test('may hold no items', async () => {
    expect(await read('json', '[]')).toEqual([]);
    expect(await read('json', '{"items":[]}')).toEqual([]);
  });

  test('may hold null for empty and numbers for text, of which no digit is lost', async () => {
    const rows = await read(
      'json',
      '[{"name":12.5,"brand":null,"serialNumber":123,"purchaseDate":null},{"name":12345678901234567890}]',
    );
    expect(rows).toEqual([
      { row: 1, input: { name: '12.5', serialNumber: '123', purchaseDate: null } },
      { row: 2, input: { name: '12345678901234567890' } },
    ]);
  });

  test('is read by the keys the person chose, where an item has them', async () => {
    const rows = await read('json', '[{"what":"drill","name":"x"},{"what":"lamp","id":4}]', {
      name: 'what',
      serialNumber: 'id',
    });
    expect(rows).toEqual([
      { row: 1, input: { name: 'drill' } },
      { row: 2, input: { name: 'lamp', serialNumber: '4' } },
    ]);
    await expect(read('json', '[{"name":"a"}]', { colour: 'name' })).rejects.toMatchObject({
      errors: [{ field: 'map' }],
    });
  });

  test('names the row and what to do for each mistake, and reads on', async () => {
    const rows = await read(
      'json',
      '[4,[],null,{},{"colour":"red"},{"name":""},{"name":["a"]},{"name":"a\\ud800"},{"name":"lamp"}]',
    );
    expect(
      rows.map((row) => ('error' in row ? [row.row, row.error.field, row.error.message] : row.row)),
    ).toEqual([
      [1, undefined, 'Each item must be a JSON object.'],
      [2, undefined, 'Each item must be a JSON object.'],
      [3, undefined, 'Each item must be a JSON object.'],
      [4, 'name', 'Nothing here is the name; the keys are none.'],
      [5, 'name', 'Nothing here is the name; the keys are "colour".'],
      [6, 'name', 'Give the item a name.'],
      [7, 'name', 'Give the name as text.'],
      [8, 'name', 'Remove the unprintable characters from the name.'],
      9,
    ]);
  });

  test('reaches no prototype', async () => {
    const rows = await read(
      'json',
      '[{"__proto__":{"name":"x","polluted":1},"constructor":{"prototype":{"polluted":1}},"name":"a"},{"__proto__":{"name":"x"}}]',
    );
    expect(rows[0]).toEqual({ row: 1, input: { name: 'a' } });
    expect(rows[1]).toMatchObject({ row: 2, error: { field: 'name' } });
    expect({}).not.toHaveProperty('polluted');
  });

  test.each([
    ['empty', '', /empty/],
    ['cut short', '[{"name":"drill"},{"name":"la', /Row 2: this is not valid JSON/],
    ['cut short between items', '[{"name":"drill"},', /Row 2: this is not valid JSON/],
    ['followed by anything else', '[{"name":"drill"}] ]', /Row 2: this is not valid JSON/],
    ['wrong in the middle', '[{"name":"drill"},{"name":"a",},{"name":"b"}]', /Row 2: this is not valid JSON/],
    [
      'not UTF-8',
      Buffer.from('[{"name":"a"},{"name":"caf\xe9"}]', 'latin1'),
      /Row 2: this is not valid JSON in UTF-8/,
    ],
    ['a depth bomb', '['.repeat(100_000), /nested deeper than 32/],
    ['a depth bomb of objects', `[${'{"a":'.repeat(100_000)}`, /nested deeper than 32/],
  ])('is refused when it is %s', async (_, file, message) => {
    await expect(read('json', file)).rejects.toMatchObject({
      code: 'import_invalid',
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ['a text', `[{"name":"${'x'.repeat(2 ** 21)}`],
    ['an item', `[{"name":[${'0,'.repeat(2 ** 20)}`],
    ['what is before the items', `{"a":[${'0,'.repeat(2 ** 20)}`],
    ['what is after the items', `{"items":[{"name":"a"}],"a":[${'0,'.repeat(2 ** 20)}`],
  ])('is refused when %s has no end', async (_, file) => {
    await expect(read('json', file)).rejects.toMatchObject({ code: 'too_large' });
  });

  test('is read only as far as needed, and let go of when the reader stops', async () => {
    let sent = 0;
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('[{"name":"drill"}');
        for (;;) {
          sent += 1;
          yield Buffer.from(',{"name":"drill"}'.repeat(1000));
        }
      } finally {
        isClosed = true;
      }
    }
    for await (const row of parseImport('json', endless())) if (row.row === 5000) break;
    expect(isClosed).toBe(true);
    expect(sent).toBeLessThan(10);
  });
});
