import { LIMITS } from '@brique/shared';
import { describe, expect, it } from 'vitest';
import { importFault } from './import-faults.js';

const problem = (
  code: string,
  ...errors: { field: string; code: string; row?: number; columns?: string[] }[]
) => ({
  code,
  errors: errors.map((error) => ({ message: 'in English, whatever it says', ...error })),
});

describe('a file that the server refuses as a whole', () => {
  it('for its columns: they are named', () => {
    const columns = ['kind', 'a "b", c'];
    expect(importFault(problem('invalid_input', { field: 'name', code: 'unknown_column', columns }))).toEqual(
      {
        kind: 'noNameColumn',
        columns,
      },
    );
    expect(importFault(problem('invalid_input', { field: 'map', code: 'unknown_column' }))).toEqual({
      kind: 'columnGone',
      columns: [],
    });
  });

  it('for what it is: with the row where that shows, if there is one', () => {
    expect(importFault(problem('import_invalid', { field: '', code: 'quote_left_open', row: 12 }))).toEqual({
      kind: 'quote_left_open',
      row: 12,
    });
    expect(importFault(problem('import_invalid', { field: '', code: 'empty_file' }))).toMatchObject({
      kind: 'empty_file',
    });
  });

  it('for its size, or that of a row', () => {
    expect(importFault(problem('too_large', { field: '', code: 'row_too_large', row: 3 }))).toEqual({
      kind: 'row_too_large',
      row: 3,
    });
    expect(importFault(problem('too_large'))).toEqual({ kind: 'tooBig', bytes: LIMITS.importBytes });
  });

  it('but not for what has other causes, or ones that this page does not know', () => {
    expect(importFault(problem('disk_full'))).toBeNull();
    expect(importFault(problem('import_invalid', { field: '', code: 'moonstruck' }))).toBeNull();
  });
});
