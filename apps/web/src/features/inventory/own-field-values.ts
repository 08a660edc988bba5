import {
  LIMITS,
  type OwnField,
  type OwnFieldsInput,
  type OwnFieldType,
  type OwnFieldValue,
} from '@brique/shared';

/** A person's own field in the form, which holds text only. */
export interface OwnFieldDraft {
  /** Of this row of the form. */
  id: string;
  name: string;
  type: OwnFieldType;
  text: string;
  /** The item has it already, under this name. */
  isKept: boolean;
}

export type OwnFieldFault =
  | { code: 'required' | 'bad_date' | 'bad_number' | 'bad_link' | 'bad_field_name' | 'duplicate' }
  | { code: 'tooLong'; limit: number };

/** What is wrong with a row: with its name, with its value. */
export interface OwnFieldFaults {
  name: OwnFieldFault | null;
  text: OwnFieldFault | null;
}

/** The only links that are followed; the server refuses others, and so does the page. */
const LINK = /^(?:https?:\/\/|mailto:)\S+$/i;
const HOST = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#:]\S*)?$/u;
const MAIL = /^[^\s@:/]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}$/u;

const count = (text: string) => Array.from(text).length;

export function draftsFrom(fields: readonly OwnField[]): OwnFieldDraft[] {
  return fields.map(({ name, type, value }) => ({
    id: name,
    name,
    type,
    text: String(value),
    isKept: true,
  }));
}

/** Whether nothing was typed into a row; such a one is as good as none. */
export function isBlankDraft({ name, text, isKept }: OwnFieldDraft): boolean {
  return !isKept && name.trim() === '' && text.trim() === '';
}

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

/** Checks one row as the server would. @param all the rows, among which a name stands once */
export function checkOwnField(draft: OwnFieldDraft, all: readonly OwnFieldDraft[]): OwnFieldFaults {
  if (isBlankDraft(draft)) return { name: null, text: null };
  return { name: checkName(draft, all), text: checkText(draft) };
}

function checkName({ id, name, isKept }: OwnFieldDraft, all: readonly OwnFieldDraft[]): OwnFieldFault | null {
  if (isKept) return null;
  const wanted = plainName(name);
  if (wanted === '' || count(wanted) > LIMITS.ownFieldNameLength) return { code: 'bad_field_name' };
  // Names that differ by case only are most likely meant as one.
  const isTaken = all.some(
    (other) => other.id !== id && plainName(other.name).toLowerCase() === wanted.toLowerCase(),
  );
  return isTaken ? { code: 'duplicate' } : null;
}

function checkText({ type, text }: OwnFieldDraft): OwnFieldFault | null {
  const value = text.trim();
  if (value === '') return { code: 'required' };
  if (type === 'number') return parseNumber(value) === null ? { code: 'bad_number' } : null;
  if (type === 'date') return Number.isNaN(Date.parse(value)) ? { code: 'bad_date' } : null;
  if (type === 'link' && !isSafeLink(completeLink(value))) return { code: 'bad_link' };
  const limit = type === 'link' ? LIMITS.ownLinkLength : LIMITS.ownTextLength;
  return value.length > limit && count(value) > limit ? { code: 'tooLong', limit } : null;
}

/** @returns the own fields that differ between two states of the form: null for those removed */
export function changedOwnFields(
  initial: readonly OwnFieldDraft[],
  drafts: readonly OwnFieldDraft[],
): OwnFieldsInput {
  const before = new Map(initial.map((draft) => [draft.name, draft]));
  const changes = new Map<string, OwnFieldValue | null>();
  for (const draft of drafts) {
    if (isBlankDraft(draft)) continue;
    const name = draft.isKept ? draft.name : plainName(draft.name);
    const old = before.get(name);
    before.delete(name);
    if (old?.type !== draft.type || old.text !== draft.text) changes.set(name, typedValue(draft));
  }
  for (const name of before.keys()) changes.set(name, null);
  return Object.fromEntries(changes);
}

function plainName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** What cannot be read as its type goes as it is, for the server to say why. */
function typedValue({ type, text }: OwnFieldDraft): OwnFieldValue {
  if (type === 'number') return { type, value: parseNumber(text) ?? (text as unknown as number) };
  return { type, value: type === 'link' ? completeLink(text) : text };
}
