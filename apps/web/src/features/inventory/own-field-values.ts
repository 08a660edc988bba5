import {
  LIMITS,
  type OwnField,
  type OwnFieldsInput,
  type OwnFieldType,
  type OwnFieldValue,
} from '@brique/shared';
import type { FieldFault } from '../../lib/field-fault.js';
import { checkOwnText, typedValue } from '../../lib/own-field-text.js';

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

/** What is wrong with a row: with its name, with its value. */
export interface OwnFieldFaults {
  name: FieldFault | null;
  text: FieldFault | null;
}

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

/** Checks one row as the server would. @param all the rows, among which a name stands once */
export function checkOwnField(draft: OwnFieldDraft, all: readonly OwnFieldDraft[]): OwnFieldFaults {
  if (isBlankDraft(draft)) return { name: null, text: null };
  return { name: checkName(draft, all), text: checkOwnText(draft) };
}

function checkName({ id, name, isKept }: OwnFieldDraft, all: readonly OwnFieldDraft[]): FieldFault | null {
  if (isKept) return null;
  const wanted = plainName(name);
  if (wanted === '' || count(wanted) > LIMITS.ownFieldNameLength) return { code: 'bad_field_name' };
  // Names that differ by case only are most likely meant as one.
  const isTaken = all.some(
    (other) => other.id !== id && plainName(other.name).toLowerCase() === wanted.toLowerCase(),
  );
  return isTaken ? { code: 'duplicate' } : null;
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

/**
 * Checks one row of a form that is about many items: there, an empty value takes a field away from all that have it.
 * @param known names of fields that items have
 */
export function checkSharedField(
  draft: OwnFieldDraft,
  all: readonly OwnFieldDraft[],
  known: readonly string[],
): OwnFieldFaults {
  const faults = checkOwnField(draft, all);
  return isRemoval(draft, known) ? { ...faults, text: null } : faults;
}

/** @returns what becomes the same on many items: null for a field that is taken away */
export function sharedOwnFields(drafts: readonly OwnFieldDraft[], known: readonly string[]): OwnFieldsInput {
  const changes = drafts
    .filter((draft) => !isBlankDraft(draft))
    .map((draft) => [plainName(draft.name), isRemoval(draft, known) ? null : typedValue(draft)] as const);
  return Object.fromEntries(changes);
}

function isRemoval({ name, text }: OwnFieldDraft, known: readonly string[]): boolean {
  return text.trim() === '' && known.includes(plainName(name));
}

function plainName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}
