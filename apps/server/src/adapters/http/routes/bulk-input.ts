import { type FieldProblem, type Health, ITEM_NEEDS, type ItemFilter } from '@brique/shared';
import { BriqueError } from '../../../usecases/brique-error.js';
import type { BulkAct } from '../../../usecases/items/bulk.js';
import { checkItemInput } from '../../../usecases/items/item-input.js';
import { fields, invalidField } from '../fields.js';

/** Ids named one by one; a filter may leave any number. */
const MAX_IDS = 10_000;
const HEALTHS: readonly string[] = ['incomplete', 'partial', 'secured'] satisfies Health[];
const TEXT_FILTERS = ['search', 'category', 'brand', 'origin'] as const;

/**
 * Checks the body of `POST /items/bulk`.
 * @param body parsed JSON of any shape
 * @throws BriqueError `invalid_input`, with each field that is wrong
 */
export function bulkAct(body: unknown): BulkAct {
  const given = asRecord(body, '', 'Send a JSON object with `ids` or `filter`, and an `action`.');
  const on = targetOf(given);
  if (given.action === 'delete' || given.action === 'restore') return { on, act: { action: given.action } };
  if (given.action !== 'change') {
    throw invalidField('action', 'required', 'Give `action` as delete, restore or change.');
  }
  const checked = checkItemInput(given.changes, 'change');
  if (!checked.ok) throw invalidFields(checked.errors.map(inside('changes')));
  if (Object.keys(checked.input).length === 0) {
    throw invalidField('changes', 'required', 'Give `changes` with at least one field of the items.');
  }
  return { on, act: { action: 'change', changes: checked.input } };
}

/**
 * Checks the body of `POST /items/purge`.
 * @param body parsed JSON of any shape
 * @throws BriqueError `invalid_input`; also for a filter that is not of the trash
 */
export function purgeTarget(body: unknown): BulkAct['on'] {
  const on = targetOf(fields(body, ['ids', 'filter']));
  if ('ids' in on || on.filter.deleted === true) return on;
  const message = 'Give `filter.deleted` as true: only what lies in the trash can be deleted for good.';
  throw invalidField('filter.deleted', 'required', message);
}

function targetOf({ ids, filter }: { ids?: unknown; filter?: unknown }): BulkAct['on'] {
  if (ids !== undefined && filter !== undefined) {
    throw invalidField('ids', 'unknown_field', 'Give `ids` or `filter`, not both.');
  }
  return filter === undefined ? { ids: idList(ids) } : { filter: itemFilter(filter) };
}

/**
 * Item ids of a selection, in lower case.
 * @throws BriqueError `invalid_input`
 */
export function idList(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.some((id) => typeof id !== 'string')) {
    throw invalidField('ids', 'required', 'Give `ids` as a list of one or more item ids.');
  }
  if (value.length > MAX_IDS) {
    const message = `Give at most ${MAX_IDS} ids; for more, narrow the list by a filter and give that.`;
    throw invalidField('ids', 'too_long', message);
  }
  return value.map((id: string) => id.toLowerCase());
}

function itemFilter(value: unknown): ItemFilter {
  const given = asRecord(value, 'filter', 'Give `filter` as a JSON object.');
  const { deleted, health, only } = given;
  const filter: Record<string, unknown> = {};
  for (const name of TEXT_FILTERS) {
    const text = given[name];
    if (text === undefined || text === '') continue;
    if (typeof text !== 'string' || text.length > 1000 || text.includes('\0')) {
      throw invalidField(
        `filter.${name}`,
        'wrong_type',
        `Give \`filter.${name}\` as a text of at most 1000 characters.`,
      );
    }
    filter[name] = text;
  }
  if (health !== undefined) {
    if (typeof health !== 'string' || !HEALTHS.includes(health)) {
      throw invalidField(
        'filter.health',
        'wrong_type',
        `Give \`filter.health\` as one of: ${HEALTHS.join(', ')}.`,
      );
    }
    filter.health = health;
  }
  if (only !== undefined) {
    const need = ITEM_NEEDS.find((each) => each === only);
    if (need === undefined) {
      throw invalidField(
        'filter.only',
        'wrong_type',
        `Give \`filter.only\` as one of: ${ITEM_NEEDS.join(', ')}.`,
      );
    }
    filter.only = need;
  }
  if (deleted !== undefined) {
    if (typeof deleted !== 'boolean') {
      throw invalidField('filter.deleted', 'wrong_type', 'Give `filter.deleted` as true or false.');
    }
    filter.deleted = deleted;
  }
  // A misspelt part must not widen what is deleted.
  const unknown = Object.keys(given).find(
    (name) => ![...TEXT_FILTERS, 'health', 'only', 'deleted'].some((known) => known === name),
  );
  if (unknown !== undefined) {
    const field = `filter.${unknown.slice(0, 50)}`;
    throw invalidField(
      field,
      'unknown_field',
      `\`${field}\` is not something that lists can be narrowed by.`,
    );
  }
  return filter;
}

function asRecord(value: unknown, field: string, message: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw invalidField(field, 'wrong_type', message);
}

function inside(parent: string) {
  return (problem: FieldProblem): FieldProblem => ({
    ...problem,
    field: problem.field === '' ? parent : `${parent}.${problem.field}`,
  });
}

function invalidFields(errors: FieldProblem[]): BriqueError {
  return new BriqueError('invalid_input', errors[0]?.message ?? 'This cannot be done.', errors);
}
