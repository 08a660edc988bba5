import type { DateOrder } from '@brique/shared';

/** English and French, as far as tells them apart; without accents. */
const MONTHS = [
  ['jan'],
  ['feb', 'fev'],
  ['mar'],
  ['apr', 'avr'],
  ['may', 'mai'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aou'],
  ['sep'],
  ['oct'],
  ['nov'],
  ['dec'],
];

const TIME = String.raw`(?:,?[T ]\s*\d{1,2}:\d{2}[\d:.,]*\s*(?:[AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{2})\2(\d{2})${TIME}$`);
const WITH_DOTS = new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4})${TIME}$`);
const WITH_SLASHES = new RegExp(String.raw`^(\d{1,2})([/-])(\d{1,2})\2(\d{4})${TIME}$`);
/** `Wed Aug 13, 2025`, `August 13, 2025` */
const MONTH_FIRST = new RegExp(
  String.raw`^(?:\p{L}+\.?,? )?(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${TIME}$`,
  'u',
);
/** `13 Aug 2025`, `mercredi 13 août 2025` */
const DAY_FIRST = new RegExp(
  String.raw`^(?:\p{L}+\.?,? )?(\d{1,2})(?:er)? (\p{L}+)\.?,? (\d{4})${TIME}$`,
  'u',
);
/** How Go programs, Homebox among them, write no date at all. */
const ZERO_TIME = /^0001-01-01T00:00:00Z$/;

/**
 * Reads a date as other programs and people write it; a time behind it is dropped.
 * @param order which number of `05/01/2024` is the day; without it, such a date is only read when it cannot be the other
 * @returns `YYYY-MM-DD`, which may be no day that exists; '' for none; null when it is no date, or has two meanings
 */
export function readDate(text: string, order?: DateOrder): string | null {
  const date = text.trim();
  if (date === '' || ZERO_TIME.test(date)) return '';
  const iso = YEAR_FIRST.exec(date);
  if (iso !== null) return `${iso[1]}-${iso[3]}-${iso[4]}`;
  const dots = WITH_DOTS.exec(date);
  if (dots !== null) return written(dots[3], dots[2], dots[1]);
  const slashes = WITH_SLASHES.exec(date);
  if (slashes !== null) {
    const [, first, , second, year] = slashes;
    const known = order ?? orderOf(Number(first), Number(second));
    if (known === 'dmy') return written(year, second, first);
    return known === 'mdy' ? written(year, first, second) : null;
  }
  const worded = MONTH_FIRST.exec(date);
  if (worded !== null) return written(worded[3], monthNumber(worded[1]), worded[2]);
  const french = DAY_FIRST.exec(date);
  if (french !== null) return written(french[3], monthNumber(french[2]), french[1]);
  return null;
}

/**
 * @param texts dates of one column
 * @returns how those with slashes are to be read: as those show that can be read in one way only; null when there are none
 */
export function dateOrderOf(texts: readonly string[]): DateOrder | 'ambiguous' | null {
  let isOpen = false;
  for (const text of texts) {
    const slashes = WITH_SLASHES.exec(text.trim());
    if (slashes === null) continue;
    const order = orderOf(Number(slashes[1]), Number(slashes[3]));
    if (order !== null) return order;
    isOpen = true;
  }
  return isOpen ? 'ambiguous' : null;
}

function orderOf(first: number, second: number): DateOrder | null {
  if (first > 12 && second <= 12) return 'dmy';
  return second > 12 && first <= 12 ? 'mdy' : null;
}

function monthNumber(name = ''): string {
  const bare = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return String(
    MONTHS.findIndex((beginnings) => beginnings.some((beginning) => bare.startsWith(beginning))) + 1,
  );
}

function written(year: string | undefined, month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
