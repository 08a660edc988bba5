import { describe, expect, it } from 'vitest';
import { decodeHead, formatOf, parseCsvHead } from './import-file.js';

describe('the beginning of a CSV file', () => {
  it('is read with quotes, line breaks in cells and a byte-order mark', () => {
    const head = parseCsvHead('\uFEFFname,notes\r\n"Saw, ""old""","two\nlines"\r\nDrill,\r\n', true);
    expect(head.columns).toEqual(['name', 'notes']);
    expect(head.rows).toEqual([
      ['Saw, "old"', 'two\nlines'],
      ['Drill', ''],
    ]);
  });

  it('is read with semicolons', () => {
    expect(parseCsvHead('nom;marque\nScie;Bahco\n', true)).toEqual({
      columns: ['nom', 'marque'],
      rows: [['Scie', 'Bahco']],
    });
  });

  it('leaves out a row that breaks off', () => {
    expect(parseCsvHead('a,b\n1,2\n3', false).rows).toEqual([['1', '2']]);
    expect(parseCsvHead('a,b\n1,2\n3,4', true).rows).toHaveLength(2);
  });

  it('stops after a few rows', () => {
    const many = `a,b\n${'1,2\n'.repeat(1000)}`;
    expect(parseCsvHead(many, true).rows).toHaveLength(5);
  });
});

it.each([
  ['UTF-8', false, []],
  ['UTF-8 with its mark', false, [0xef, 0xbb, 0xbf]],
  ['UTF-16, little end first', true, []],
  ['UTF-16 with its mark', true, [0xff, 0xfe]],
] as const)('the preview reads %s', (_what, isUtf16, mark) => {
  const text = 'nom;marque\nÉtabli;Кухня\n';
  const bytes = Buffer.concat([Buffer.from(mark), Buffer.from(text, isUtf16 ? 'utf16le' : 'utf8')]);
  expect(decodeHead(bytes)).toBe(text);
  if (isUtf16) expect(decodeHead(Buffer.from(bytes).swap16())).toBe(text);
});

it('recognises files by name, then by type', () => {
  expect(formatOf({ name: 'List.CSV', type: '' })).toBe('csv');
  expect(formatOf({ name: 'export.json', type: '' })).toBe('json');
  expect(formatOf({ name: 'list', type: 'text/csv' })).toBe('csv');
  expect(formatOf({ name: 'list.xlsx', type: '' })).toBeNull();
});
