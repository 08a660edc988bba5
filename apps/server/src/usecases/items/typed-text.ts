/** Control characters but tab and line feed; and, in `u` mode, a surrogate that stands alone and so has no UTF-8. */
const FORBIDDEN = /(?![\t\n])\p{Cc}|\p{Surrogate}/u;
const ALL_FORBIDDEN = new RegExp(FORBIDDEN.source, 'gu');

/**
 * What a person typed, as it is stored: Unicode NFC, trimmed, with `\n` line ends.
 * @param lines `many`: tabs and line ends stay; `one`: they become a space
 * @returns null when there are unprintable characters in it
 */
export function typedText(given: string, lines: 'one' | 'many'): string | null {
  const plain = given.replace(/\r\n?/g, '\n');
  if (FORBIDDEN.test(plain)) return null;
  const normal = plain.normalize('NFC');
  return (lines === 'many' ? normal : normal.replace(/[\t\n]+/g, ' ')).trim();
}

/** A text without the characters that nobody can type. */
export function withoutUnprintable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(ALL_FORBIDDEN, '');
}

/** Counts as a person does: a character outside the basic plane is one, not two UTF-16 units. */
export function isLonger(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  return text.length > 2 * limit || Array.from(text).length > limit;
}

/** Whether a text is a day that exists, as `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // JavaScript reads 2023-02-30 as 2 March; a day that exists comes back as it went in.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
