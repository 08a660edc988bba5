import { describe, expect, it } from 'vitest';
import { formatOf } from './import-file.js';

describe('what a file is', () => {
  it.each([
    ['list.CSV', '', 'csv'],
    ['list.tsv', 'text/tab-separated-values', 'csv'],
    ['list.txt', 'text/plain', 'csv'],
    ['brique.json', '', 'json'],
    ['list', 'application/json', 'json'],
    ['list', 'text/csv', 'csv'],
    ['list.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', null],
    ['photo.jpg', 'image/jpeg', null],
  ])('%s, said to be %j, is %s', (name, type, format) => {
    expect(formatOf({ name, type })).toBe(format);
  });
});
