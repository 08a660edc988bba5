import type { OwnField } from '@brique/shared';
import { describe, expect, it } from 'vitest';
import { completeLink, isSafeLink, parseNumber } from '../../lib/own-field-text.js';
import {
  changedOwnFields,
  checkOwnField,
  checkSharedField,
  draftsFrom,
  type OwnFieldDraft,
  sharedOwnFields,
} from './own-field-values.js';

const FIELDS: OwnField[] = [
  { name: 'Colour', type: 'text', value: 'oak' },
  { name: 'Power', type: 'number', value: 12.5 },
];

let rows = 0;
function row(name: string, type: OwnFieldDraft['type'], text: string): OwnFieldDraft {
  rows += 1;
  return { id: `row ${rows}`, name, type, text, isKept: false };
}

const faults = (draft: OwnFieldDraft, ...others: OwnFieldDraft[]) => {
  const { name, text } = checkOwnField(draft, [draft, ...others]);
  return [name?.code ?? null, text?.code ?? null];
};

describe('a person’s own fields in the form', () => {
  it('send what changed, null for what was removed, and nothing for what stayed', () => {
    const [colour, power] = draftsFrom(FIELDS);
    if (!colour || !power) throw new Error('two fields');
    expect(changedOwnFields([colour, power], [colour, power])).toEqual({});
    expect(
      changedOwnFields([colour, power], [{ ...power, text: '13' }, row(' Shelf  2', 'text', 'B2')]),
    ).toEqual({
      Colour: null,
      Power: { type: 'number', value: 13 },
      'Shelf 2': { type: 'text', value: 'B2' },
    });
    expect(changedOwnFields([colour], [{ ...colour, type: 'link', text: 'oak.org' }])).toEqual({
      Colour: { type: 'link', value: 'https://oak.org' },
    });
    // Removed, and another of the same name in its place.
    expect(changedOwnFields([colour], [row('Colour', 'number', '3')])).toEqual({
      Colour: { type: 'number', value: 3 },
    });
  });

  it('pass over a row in which nothing was typed', () => {
    const blank = row(' ', 'date', '');
    expect(faults(blank)).toEqual([null, null]);
    expect(changedOwnFields([], [blank])).toEqual({});
  });

  it('say what is wrong, beside the name or the value', () => {
    expect(faults(row('', 'text', 'x'))).toEqual(['bad_field_name', null]);
    expect(faults(row('x'.repeat(61), 'text', 'x'))).toEqual(['bad_field_name', null]);
    expect(faults(row('Shelf', 'text', ' '))).toEqual([null, 'required']);
    expect(faults(row('Shelf', 'text', 'a'), row('shelf ', 'text', 'b'))).toEqual(['duplicate', null]);
    expect(faults(row('W', 'number', 'much'))).toEqual([null, 'bad_number']);
    expect(faults(row('W', 'text', 'x'.repeat(10_001)))).toEqual([null, 'tooLong']);
    expect(faults(row('W', 'date', 'soon'))).toEqual([null, 'bad_date']);
    expect(faults(row('W', 'link', 'javascript:alert(1)'))).toEqual([null, 'bad_link']);
    expect(faults(row('W', 'link', 'example.org/parts'))).toEqual([null, null]);
  });

  it('read numbers as they are written here and there, and guess none', () => {
    expect(['12.5', '12,5', ' -3 ', '1 234', '1\u202f234,5', '.5', '1e3'].map(parseNumber)).toEqual([
      ...[12.5, 12.5, -3, 1234, 1234.5, 0.5, 1000],
    ]);
    expect(['', '1,234', '1.234,5', '12 kg', '0x10', 'Infinity', '1e999'].map(parseNumber)).toEqual(
      Array.from({ length: 7 }, () => null),
    );
  });

  it('follow only links that are safe', () => {
    expect(['https://a.org', 'HTTP://a.org/x', 'mailto:a@b.org'].every(isSafeLink)).toBe(true);
    const unsafe = [
      'javascript:alert(1)',
      ' https://a.org',
      'java\nscript:x',
      'data:text/html,x',
      'https://',
      '//a.org',
    ];
    expect(unsafe.filter(isSafeLink)).toEqual([]);
    expect(
      ['a.org', 'lea@a.org', 'https://a.org', 'see a.org', 'javascript:a.org'].map(completeLink),
    ).toEqual([...['https://a.org', 'mailto:lea@a.org', 'https://a.org', 'see a.org', 'javascript:a.org']]);
  });
});

describe('own fields of many items at once', () => {
  const known = ['Shelf', 'Power'];

  it('are set on all, or taken away from all when they are left empty', () => {
    const drafts = [row('Lent to', 'text', 'Léa'), row(' Shelf ', 'text', ' '), row('', 'text', '')];
    expect(sharedOwnFields(drafts, known)).toEqual({
      'Lent to': { type: 'text', value: 'Léa' },
      Shelf: null,
    });
  });

  it('ask for a value where no item has the field, and for a name', () => {
    const check = (draft: OwnFieldDraft) => {
      const { name, text } = checkSharedField(draft, [draft], known);
      return [name?.code ?? null, text?.code ?? null];
    };
    expect(check(row('Shelf', 'text', ''))).toEqual([null, null]);
    expect(check(row('Lent to', 'text', ''))).toEqual([null, 'required']);
    expect(check(row('', 'text', 'x'))).toEqual(['bad_field_name', null]);
    expect(check(row('Power', 'number', 'strong'))).toEqual([null, 'bad_number']);
  });
});
