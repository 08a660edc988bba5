import { LIMITS } from '@brique/shared';
import { describe, expect, it } from 'vitest';
import { importFault } from './import-faults.js';

describe('a file that the server refuses as a whole', () => {
  const columnProblem = (field: string, detail: string) => ({
    code: 'invalid_input',
    detail,
    errors: [{ field, code: 'unknown_column', message: detail }],
  });

  it('for its columns: they are named', () => {
    const noName = `No column holds the name; choose one of the file's columns: "kind", "a \\"b\\", c".`;
    expect(importFault(columnProblem('name', noName), 'csv')).toEqual({
      kind: 'noNameColumn',
      columns: ['kind', 'a "b", c'],
    });
    const gone = 'The file has no column "x" for brand; its columns are "name", "make" and 3 more.';
    expect(importFault(columnProblem('map', gone), 'csv')).toEqual({
      kind: 'columnGone',
      columns: ['name', 'make'],
    });
    expect(importFault(columnProblem('map', 'in other words'), 'csv')).toEqual({
      kind: 'columnGone',
      columns: [],
    });
  });

  it('for what it is: with the row where that shows, if there is one', () => {
    const invalid = (detail: string) => ({ code: 'import_invalid', detail, errors: [] });
    const open = invalid('Row 12: a quote is opened and never closed.');
    expect(importFault(open, 'csv')).toEqual({ kind: 'notCsvFrom', row: 12 });
    expect(importFault(open, 'json')).toEqual({ kind: 'notJsonFrom', row: 12 });
    expect(importFault(invalid('The file is empty.'), 'csv')).toEqual({ kind: 'notCsv' });
    expect(importFault(invalid('The file is empty.'), 'json')).toEqual({ kind: 'notJson' });
  });

  it('for its size, or that of a row', () => {
    const tooLarge = (detail: string) => ({ code: 'too_large', detail, errors: [] });
    expect(importFault(tooLarge('Row 3 is larger than 1 MiB; …'), 'csv')).toEqual({
      kind: 'rowTooLarge',
      row: 3,
    });
    expect(importFault(tooLarge('The body is larger than 256 MiB.'), 'csv')).toEqual({
      kind: 'tooBig',
      bytes: LIMITS.importBytes,
    });
  });

  it('but not for what has other causes', () => {
    expect(importFault({ code: 'disk_full', detail: '', errors: [] }, 'csv')).toBeNull();
  });
});
