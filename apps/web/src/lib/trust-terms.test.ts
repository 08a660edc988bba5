import { expect, it } from 'vitest';
import { termsOf } from './trust-terms.js';

const NOW = Date.parse('2026-11-28T10:00:00.000Z');
const END = '2026-11-29T18:00:00.000Z';

it('a length is counted from now, whatever end there was', () => {
  expect(termsOf({ scope: 'guest', length: 'week' }, NOW, END)).toEqual({
    scope: 'guest',
    until: '2026-12-05T10:00:00.000Z',
  });
});

it('the end that there is stays to the millisecond, or goes', () => {
  expect(termsOf({ scope: 'household', length: 'kept' }, NOW, END).until).toBe(END);
  expect(termsOf({ scope: 'household', length: 'open' }, NOW, END).until).toBeNull();
});
