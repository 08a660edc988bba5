import { LIMITS, type OwnFieldType, type OwnFieldValue } from '@brique/shared';
import type { FieldFault } from './field-fault.js';

/** The only links that are followed; the server refuses others, and so does the page. */
const LINK = /^(?:https?:\/\/|mailto:)\S+$/i;
const HOST = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#:]\S*)?$/u;
const MAIL = /^[^\s@:/]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}$/u;

const count = (text: string) => Array.from(text).length;

/**
 * @returns the number, as `12.5` or `12,5` and with spaces between thousands; null when it is none, or may be two: `1,234`
 */
export function parseNumber(text: string): number | null {
  const plain = text
    .trim()
    .replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, '')
    .replace(/^([+-]?\d+),(\d{1,2}|\d{4,})$/, '$1.$2');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** Whether a link may be followed from the page. */
export function isSafeLink(text: string): boolean {
  return LINK.test(text) && URL.canParse(text);
}

/** `example.org/parts` becomes a link, as browsers take it, and an address one to write to; all else stays. */
export function completeLink(text: string): string {
  const link = text.trim();
  if (HOST.test(link)) return `https://${link}`;
  return MAIL.test(link) ? `mailto:${link}` : text;
}

/** Checks what was typed as the value of an own field, as the server would. */
export function checkOwnText({ type, text }: { type: OwnFieldType; text: string }): FieldFault | null {
  const value = text.trim();
  if (value === '') return { code: 'required' };
  if (type === 'number') return parseNumber(value) === null ? { code: 'bad_number' } : null;
  if (type === 'date') return Number.isNaN(Date.parse(value)) ? { code: 'bad_date' } : null;
  if (type === 'link' && !isSafeLink(completeLink(value))) return { code: 'bad_link' };
  const limit = type === 'link' ? LIMITS.ownLinkLength : LIMITS.ownTextLength;
  return value.length > limit && count(value) > limit ? { code: 'tooLong', limit } : null;
}

/** What was typed as a value of its type. What cannot be read so goes as it is, for the server to say why. */
export function typedValue({ type, text }: { type: OwnFieldType; text: string }): OwnFieldValue {
  if (type === 'number') return { type, value: parseNumber(text) ?? (text as unknown as number) };
  return { type, value: type === 'link' ? completeLink(text) : text };
}
