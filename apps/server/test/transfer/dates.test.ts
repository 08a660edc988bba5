import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDate } from '../../src/usecases/items/transfer/dates.js';

test.each([
  ['2024-01-05T10:20:30.000Z', '2024-01-05'],
  ['2024/01/05 10:20', '2024-01-05'],
  ['5.1.2024', '2024-01-05'],
  ['13/01/2024', '2024-01-13'],
  ['01/13/2024 02:30 PM', '2024-01-13'],
  ['Wed Aug 13, 2025', '2025-08-13'],
  ['August 13, 2025 9:05AM', '2025-08-13'],
  ['13 Aug 2025', '2025-08-13'],
  ['mercredi 13 août 2025', '2025-08-13'],
  ['1er février 2020', '2020-02-01'],
  ['3 juin 2020', '2020-06-03'],
  ['3 juillet 2020', '2020-07-03'],
  ['', ''],
  ['0001-01-01T00:00:00Z', ''],
  ['05/01/2024', null],
  ['yesterday', null],
  ['1/2', null],
])('%j is read as %j', (text, date) => {
  expect(readDate(text)).toBe(date);
});

test('a date with slashes is read as the person says', () => {
  const day = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.constantFrom('/', '-'), (date, separator) => {
      const [year, month, dayOfMonth] = date.toISOString().slice(0, 10).split('-');
      const iso = `${year}-${month}-${dayOfMonth}`;
      expect(readDate([dayOfMonth, month, year].join(separator), 'dmy')).toBe(iso);
      expect(readDate([month, dayOfMonth, year].join(separator), 'mdy')).toBe(iso);
      expect(readDate(iso, 'mdy')).toBe(iso);
    }),
  );
});
