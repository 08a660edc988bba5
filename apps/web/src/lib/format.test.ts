import { describe, expect, it } from 'vitest';
import { byteUnit, createFormats, daysBetween } from './format.js';

/** Intl writes narrow and ordinary no-break spaces; tests read better with plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const en = createFormats('en-GB', (day, time) => `${day} at ${time}`);
const fr = createFormats('fr-FR', (day, time) => `${day} à ${time}`);
/** Built from local parts, so that the test holds in every time zone. */
const at = (day: number, hour: number, minute = 0, second = 0) =>
  new Date(2026, 10, day, hour, minute, second).toISOString();
const now = Date.parse(at(22, 18));

describe('sizes', () => {
  it('take the largest unit in which they are at least 1', () => {
    expect(byteUnit(999)).toEqual({ value: 999, unit: 'byte' });
    expect(byteUnit(1000)).toEqual({ value: 1, unit: 'kilobyte' });
    expect(byteUnit(5e15)).toEqual({ value: 5000, unit: 'terabyte' });
  });

  it('are written as the language writes them', () => {
    expect(plain(en.bytes(0))).toBe('0 bytes');
    expect(plain(en.bytes(21_345_678))).toBe('21 MB');
    expect(plain(fr.bytes(2150))).toBe('2,2 ko');
  });
});

describe('durations', () => {
  it('are exact when short and rounded when long', () => {
    expect(plain(en.duration(12.4))).toBe('12 ms');
    expect(plain(fr.duration(3120))).toBe('3,1 s');
    expect(plain(fr.duration(125_000))).toBe('2 min 5 s');
  });

  it('never show 60 seconds', () => {
    expect(plain(fr.duration(119_700))).toBe('2 min 0 s');
  });
});

describe('moments', () => {
  it('are near ones in words and far ones as dates', () => {
    expect(en.moment(at(22, 14, 2), now)).toBe('today at 14:02');
    expect(fr.moment(at(21, 14, 2), now)).toBe('hier à 14:02');
    expect(en.moment(at(2, 14, 2), now)).toBe('2 Nov 2026, 14:02');
  });

  it('count calendar days, not 24 hours', () => {
    expect(daysBetween(Date.parse(at(21, 23, 59)), Date.parse(at(22, 0, 1)))).toBe(1);
    expect(daysBetween(Date.parse(at(22, 0, 1)), Date.parse(at(22, 23, 59)))).toBe(0);
  });

  it('go by in the largest whole unit', () => {
    expect(en.relative(at(22, 17, 57), now)).toBe('3 minutes ago');
    expect(fr.relative(at(22, 15), now)).toBe('il y a 3 heures');
    expect(fr.relative(at(20, 18), now)).toBe('avant-hier');
    expect(en.relative(at(22, 17, 59, 59), now)).toBe('now');
    expect(en.relative(at(22, 18, 0, 4), now)).toBe('now');
  });

  it('keep a purchase date on its day in every time zone', () => {
    expect(fr.calendarDate('2024-01-31')).toBe('31 janvier 2024');
  });
});
