import { expect, it } from 'vitest';
import { parseScanSearch, wayInOf } from './scan-purpose.js';

it.each([
  ['brique:invite?v=1&id=abc', 'invite'],
  ['BRIQUE:INVITE?V=1', 'invite'],
  [' brique:grid?v=1&k=abc', 'key'],
  ['WEB+BRIQUE:01935B2C', null],
  ['brique', null],
  ['https://example.org/?u=brique:grid?v=1', null],
])('the code %s is a way in: %s', (code, way) => {
  expect(wayInOf(code)).toBe(way);
});

it('an address without a purpose, or with one of its own making, is for labels', () => {
  expect(parseScanSearch({})).toEqual({});
  expect(parseScanSearch({ for: 'label' })).toEqual({});
  expect(parseScanSearch({ for: ['key'] })).toEqual({});
  expect(parseScanSearch({ for: 'key', more: 1 })).toEqual({ for: 'key' });
});
