import { expect, it } from 'vitest';
import { labelInstance, sharesName } from './instance-names.js';

const known = [
  { id: `abcdefgh${'x'.repeat(44)}`, name: 'Atelier', isSelf: true },
  { id: `qrstuvwx${'y'.repeat(44)}`, name: '', isSelf: false },
];

it('names an instance by its id or by the first characters of it', () => {
  expect(labelInstance(known, known[0]?.id ?? '')).toEqual({ label: 'Atelier', isSelf: true });
  expect(labelInstance(known, 'abcdefgh')).toEqual({ label: 'Atelier', isSelf: true });
});

it('falls back to the short id', () => {
  expect(labelInstance(known, 'qrstuvwx').label).toBe('qrst-uvwx');
  expect(labelInstance(known, 'zzzz2222').label).toBe('zzzz-2222');
});

it('tells when another identity has the same name', () => {
  const own = known[0]?.id ?? '';
  expect(sharesName(known, own, 'Atelier')).toBe(false);
  expect(sharesName(known, 'other', ' ATELIER ')).toBe(true);
  expect(sharesName(known, 'other', 'Atelier 2')).toBe(false);
});
