import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkItemInput } from '../../src/usecases/items/item-input.js';

/** The codes of the problems found, by field. */
function problems(value: unknown, mode: 'create' | 'change' = 'create'): Record<string, string> {
  const checked = mode === 'create' ? checkItemInput(value, mode) : checkItemInput(value, mode);
  return checked.ok ? {} : Object.fromEntries(checked.errors.map(({ field, code }) => [field, code]));
}

function clean(value: unknown): unknown {
  const checked = checkItemInput(value, 'change');
  return checked.ok ? checked.input : checked.errors;
}

describe('an item to create or change', () => {
  test('needs a name when created, and never loses it', () => {
    expect(problems({})).toEqual({ name: 'required' });
    expect(problems({ name: ' \ufeff\t\n ' })).toEqual({ name: 'required' });
    expect(problems({ name: '' }, 'change')).toEqual({ name: 'required' });
    expect(problems({ brand: 'Bosch' }, 'change')).toEqual({});
    expect(problems({}, 'change')).toEqual({});
  });

  test('is an object with known fields only', () => {
    for (const value of [null, undefined, 'drill', 4, [], [{ name: 'drill' }]]) {
      expect(problems(value)).toEqual({ '': 'wrong_type' });
    }
    expect(problems({ name: 'drill', syncVersion: 4 })).toEqual({ syncVersion: 'unknown_field' });
    expect(problems(JSON.parse('{"name":"drill","__proto__":{"x":1},"constructor":1}'))).toEqual({
      ['__proto__']: 'unknown_field',
      constructor: 'unknown_field',
    });
  });

  test('reports at most 20 problems, each with a short field', () => {
    const hostile = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`${'x'.repeat(1000)}${i}`, 1]),
    );
    const checked = checkItemInput({ ...hostile, name: 'drill' }, 'create');
    expect(checked.ok ? [] : checked.errors).toHaveLength(20);
    expect(JSON.stringify(checked).length).toBeLessThan(20_000);
  });

  test('has text in its text fields', () => {
    for (const value of [null, 4, true, {}, ['drill']]) {
      expect(problems({ name: 'drill', brand: value })).toEqual({ brand: 'wrong_type' });
    }
  });

  test('has text of limited length, an emoji being one character', () => {
    expect(problems({ name: 'é'.repeat(200), notes: '🔧'.repeat(10_000) })).toEqual({});
    expect(problems({ name: 'x'.repeat(201), notes: '🔧'.repeat(10_001) })).toEqual({
      name: 'too_long',
      notes: 'too_long',
    });
    for (const field of ['category', 'brand', 'model', 'serialNumber']) {
      expect(problems({ [field]: 'x'.repeat(200) }, 'change')).toEqual({});
      expect(problems({ [field]: 'x'.repeat(201) }, 'change')).toEqual({ [field]: 'too_long' });
    }
  });

  test('has only characters that can be shown and sent', () => {
    for (const bad of ['\u0000', '\u001b[31m', '\u007f', '\u009f', '\ud83d', '\udd27x']) {
      expect(problems({ name: 'drill', notes: `a${bad}b` })).toEqual({ notes: 'bad_characters' });
    }
    expect(problems({ name: 'drill', notes: 'a\tb\nc\r\nd 🔧' })).toEqual({});
  });

  test('has its text trimmed, in NFC, with one kind of line end', () => {
    expect(clean({ name: '  Cafe\u0301\r\ntable ', notes: ' a\r\nb\rc\td ' })).toEqual({
      name: 'Café table',
      notes: 'a\nb\nc\td',
    });
  });

  test('has a purchase date that exists, or none', () => {
    for (const good of ['2024-02-29', '1999-12-31', ' 2024-01-31 ']) {
      expect(clean({ purchaseDate: good })).toEqual({ purchaseDate: good.trim() });
    }
    for (const none of [null, '', '  '])
      expect(clean({ purchaseDate: none })).toEqual({ purchaseDate: null });
    for (const bad of [
      '2023-02-29',
      '2024-13-01',
      '2024-00-10',
      '05/01/2024',
      '24-01-05',
      '2024-1-5',
      5,
      {},
    ]) {
      expect(problems({ purchaseDate: bad }, 'change')).toEqual({ purchaseDate: 'bad_date' });
    }
  });

  test('once clean stays as it is', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.record({ name: text, brand: text, notes: text }), (given) => {
        const first = checkItemInput(given, 'create');
        fc.pre(first.ok);
        expect(checkItemInput(first.input, 'create')).toEqual(first);
      }),
    );
  });
});
