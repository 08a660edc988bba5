import { describe, expect, test } from 'vitest';
import { parseImport } from '../../src/usecases/items/transfer/import.js';
import { read } from './helpers.js';

const UTF16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a CSV file', () => {
  test.each([',', ';', '\t'])('may separate its cells by %j', async (mark) => {
    const file = [
      ['name', '"notes, or; what\tever"', 'brand'],
      ['drill', '"a, b; c\td"', 'Bosch'],
    ];
    const rows = await read('csv', file.map((cells) => cells.join(mark)).join('\n'));
    expect(rows).toEqual([{ row: 1, input: { name: 'drill', brand: 'Bosch' } }]);
  });

  test('may have other separators within the quotes of its header', async () => {
    const rows = await read('csv', 'name;"notes (size, weight, state, and so on)"\ndrill;"a, b"');
    expect(rows).toEqual([{ row: 1, input: { name: 'drill' } }]);
  });

  test('may name its separator in a first line, as Excel does', async () => {
    const rows = await read('csv', 'sep=|\r\nname|brand\r\ndrill|Bosch\r\n');
    expect(rows).toEqual([{ row: 1, input: { name: 'drill', brand: 'Bosch' } }]);
  });

  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a byte-order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 little-endian', UTF16],
    ['UTF-16 big-endian', (text: string) => UTF16(text).swap16()],
    ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
  ])('may be %s, in every alphabet', async (_, encode) => {
    const names = ['Perceuse à percussion', 'Дрель', 'ドリル', 'مثقاب', '鑽孔機', 'δράπανο', '🔧🪛', 'מקדחה'];
    const rows = await read('csv', encode(`name\r\n${names.join('\r\n')}\r\n`));
    expect(rows).toEqual(names.map((name, at) => ({ row: at + 1, input: { name } })));
  });

  test('may hold quotes, line breaks and any line ends', async () => {
    const rows = await read('csv', 'name,notes\r\n"12"" saw","one\r\ntwo"\nlamp,\rdrill,19" wide');
    expect(rows).toEqual([
      { row: 1, input: { name: '12" saw', notes: 'one\ntwo' } },
      { row: 2, input: { name: 'lamp', notes: '' } },
      { row: 3, input: { name: 'drill', notes: '19" wide' } },
    ]);
  });

  test.each([
    ['Name,Category,Brand,Model,Serial Number,Purchase Date,Notes'],
    ['NOM,Catégorie,Marque,Modèle,N° de série,Date d’achat,Remarques'],
    ['name,category,brand,model,serial_number,purchase_date,notes'],
    ['name,category,brand,model,serialNumber,purchaseDate,notes'],
  ])('may call its columns %s', async (header) => {
    const rows = await read('csv', `${header}\na,b,c,d,e,2024-01-05,f`);
    const input = {
      category: 'b',
      brand: 'c',
      model: 'd',
      serialNumber: 'e',
      purchaseDate: '2024-01-05',
      notes: 'f',
    };
    expect(rows).toEqual([{ row: 1, input: { name: 'a', ...input } }]);
  });

  test('is read by the columns the person chose', async () => {
    const file = 'name,what,id\nRepair Café,drill,42';
    const rows = await read('csv', file, { name: 'What', serialNumber: 'id', notes: 'name' });
    expect(rows).toEqual([{ row: 1, input: { name: 'drill', serialNumber: '42', notes: 'Repair Café' } }]);
    expect(await read('csv', 'name,brand\na,b', { notes: 'brand' })).toEqual([
      { row: 1, input: { name: 'a', notes: 'b' } },
    ]);
    expect(await read('csv', 'name,brand\na,b', { brand: '' })).toEqual([{ row: 1, input: { name: 'a' } }]);
  });

  test('is refused when a chosen column is not there', async () => {
    await expect(read('csv', 'name,brand\na,b', { notes: 'Remarks' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'The file has no column "Remarks" for notes; its columns are "name", "brand".',
      errors: [{ field: 'map' }],
    });
    await expect(read('csv', 'name\na', { colour: 'name' })).rejects.toMatchObject({
      errors: [{ field: 'map' }],
    });
    await expect(read('csv', 'name\na', JSON.parse('{"__proto__":"name"}'))).rejects.toMatchObject({
      errors: [{ field: 'map' }],
    });
  });

  test('is refused when no column holds the name', async () => {
    await expect(read('csv', 'colour;size\nred;4')).rejects.toMatchObject({
      code: 'invalid_input',
      message: `No column holds the name; choose one of the file's columns: "colour", "size".`,
      errors: [{ field: 'name' }],
    });
  });

  test('counts its rows as a spreadsheet does, and passes over empty ones', async () => {
    const rows = await read('csv', '\n\nname;brand\n\n;;\ndrill;\nlamp\nsaw;;;\n');
    expect(rows).toEqual([
      { row: 3, input: { name: 'drill', brand: '' } },
      { row: 4, input: { name: 'lamp' } },
      { row: 5, input: { name: 'saw', brand: '' } },
    ]);
  });

  test('names the row and what to do for each mistake, and reads on', async () => {
    const file = Buffer.concat([
      Buffer.from('name,purchaseDate\n,2024-01-05\ndrill,05/01/2024\na,2024-01-05,b\n'),
      Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]), // "café" in Latin-1
      Buffer.from(`${'x'.repeat(201)},2024-02-30\nlamp,2024-01-05`),
    ]);
    const rows = await read('csv', file);
    expect(
      rows.map((row) => ('error' in row ? [row.row, row.error.field, row.error.message] : row.row)),
    ).toEqual([
      [1, 'name', 'Give the item a name.'],
      [2, 'purchaseDate', expect.stringContaining('Write the purchase date as YYYY-MM-DD')],
      [3, undefined, 'The row has 3 cells, the header 2; put quotes around text with a separator in it.'],
      [4, 'name', 'The name is not UTF-8 text; save the file as "CSV UTF-8" and try again.'],
      [5, 'name', expect.stringMatching(/^Shorten the name to 200 characters\. Write the purchase date/)],
      6,
    ]);
  });

  test.each([
    ['2024-01-05T10:20:30.000Z', '2024-01-05'],
    ['2024-01-05 10:20', '2024-01-05'],
    ['2024/01/05', '2024-01-05'],
    ['', null],
  ])('may write a date as %j', async (written, date) => {
    expect(await read('csv', `name,bought\na,${written}`)).toEqual([
      { row: 1, input: { name: 'a', purchaseDate: date } },
    ]);
  });

  test('loses its control characters, not its items', async () => {
    const rows = await read('csv', 'name,notes\n\u0000dr\u001bill,a\u0007b');
    expect(rows).toEqual([{ row: 1, input: { name: 'drill', notes: 'ab' } }]);
  });

  test('keeps an id and an origin only when they are real', async () => {
    const id = '0190B0A0-7C00-7ABC-8DEF-0123456789AB';
    const peer = 'a'.repeat(52);
    const rows = await read(
      'csv',
      `id,name,originPeerId\n${id},a,${peer}\n4,b,me\n${id.replace('-7ABC', '-4ABC')},c,`,
    );
    expect(rows).toEqual([
      { row: 1, input: { name: 'a', id: id.toLowerCase(), originPeerId: peer } },
      { row: 2, input: { name: 'b' } },
      { row: 3, input: { name: 'c' } },
    ]);
  });

  test.each([
    ['an empty file', '', 'import_invalid', /empty/],
    ['blank lines', '\n\n,,\n', 'import_invalid', /empty/],
    ['a quote left open', 'name\na\n"b\nc\n', 'import_invalid', /Row 2: a quote is opened and never closed/],
    ['a quote left open in a large file', `name\na\n"b\n${'c\n'.repeat(2 ** 20)}`, 'too_large', /^Row 2 /],
    ['a million cells in a row', `name\na${','.repeat(1.2e6)}`, 'too_large', /^Row 1 /],
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 5]), 'import_invalid', /CSV UTF-8/],
    ['a Latin-1 header', Buffer.from('nom,cat\xe9gorie\na,b', 'latin1'), 'import_invalid', /UTF-8/],
    ['half of a UTF-16 character', UTF16('name\na').subarray(0, -1), 'import_invalid', /UTF-16/],
  ])('is refused when it is %s', async (_, file, code, message) => {
    await expect(read('csv', file)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('is read only as far as needed, and let go of when the reader stops', async () => {
    let sent = 0;
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('name\n');
        for (;;) {
          sent += 1;
          yield Buffer.from('drill\n'.repeat(1000));
        }
      } finally {
        isClosed = true;
      }
    }
    for await (const row of parseImport('csv', endless())) if (row.row === 5000) break;
    await expect.poll(() => isClosed).toBe(true);
    expect(sent).toBeLessThan(100);
  });

  test('passes on the failure of its source', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('name\na\n');
      throw new Error('cable cut');
    }
    const rows = parseImport('csv', broken());
    await expect(async () => {
      for await (const _ of rows);
    }).rejects.toThrow('cable cut');
  });
});
