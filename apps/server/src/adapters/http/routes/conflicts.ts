import type { SeenConflict, SettleChoice } from '@brique/shared';
import { isItemId } from '@brique/sync-core';
import { Hono } from 'hono';
import { BriqueError } from '../../../usecases/brique-error.js';
import type { ConflictInbox } from '../../../usecases/conflicts/conflict-inbox.js';
import type { Settling } from '../../../usecases/conflicts/settling.js';
import { readJsonBody } from '../body.js';
import { fields, invalidField } from '../fields.js';
import { describe, json, limit, text } from '../openapi/describe.js';
import { limitParam, textParam } from '../query.js';

/** Items on one page: each may hold many long values. */
const MAX_ITEMS = 50;
/** Conflicts settled at once. */
const MAX_CONFLICTS = 1000;
const MAX_NAME = 400;

export function conflictRoutes(inbox: ConflictInbox, settling: Settling): Hono {
  const app = new Hono();

  app.get(
    '/',
    describe({
      summary:
        'All open conflicts, item by item: each value that was given, by whom and when, and what was before',
      query: { limit: limit(20, MAX_ITEMS), cursor: text },
      answers: { 200: json('ConflictPage') },
    }),
    async (c) => {
      const cursor = textParam(c, 'cursor', 4000);
      return c.json(
        await inbox.page({ limit: limitParam(c, 20, MAX_ITEMS), ...(cursor !== undefined && { cursor }) }),
      );
    },
  );

  app.post(
    '/settle',
    describe({
      summary: 'Keeps what holds for many conflicts at once',
      details: 'Those that are not as they were seen any more are passed over and counted.',
      body: json('SettleManyInput'),
      answers: { 200: json('SettleManyResult') },
      problems: ['conflict'],
    }),
    async (c) => {
      const { keep, items } = fields(await readJsonBody(c), ['keep', 'items']);
      if (keep !== 'current') throw invalidField('keep', 'wrong_type', 'Give `keep` as "current".');
      return c.json(await settling.keepCurrent(conflictsByItem(items)));
    },
  );

  return app;
}

/** Below the items. */
export function itemConflictRoutes(settling: Settling): Hono {
  const app = new Hono();
  app.post(
    '/:id/conflicts/settle',
    describe({
      summary: 'Settles the conflict of one field by one choice, on every instance',
      details:
        'Keeps what holds, takes a kept value, or writes a third one. It is an ordinary change; `POST /items/undo` takes it back.',
      body: json('SettleInput'),
      answers: { 200: json('SettleResult') },
      problems: ['conflict'],
    }),
    async (c) => {
      const id = c.req.param('id').toLowerCase();
      const names = ['key', 'current', 'conflicts', 'choice'] as const;
      const { choice, ...seen } = fields(await readJsonBody(c), names);
      const input = { seen: seenConflict(seen), choice: settleChoice(choice) };
      if (!isItemId(id)) throw new BriqueError('not_found', 'There is no such item.');
      return c.json(await settling.settle(id, input.seen, input.choice));
    },
  );
  return app;
}

function conflictsByItem(given: unknown): Map<string, SeenConflict[]> {
  const byItem = new Map<string, SeenConflict[]>();
  let count = 0;
  for (const entry of asList(given, 'items')) {
    const { id, fields: of } = fields(entry, ['id', 'fields']);
    if (typeof id !== 'string') throw invalidField('id', 'required', 'Give the `id` of each item.');
    const seen = asList(of, 'fields').map(seenConflict);
    count += seen.length;
    byItem.set(id.toLowerCase(), [...(byItem.get(id.toLowerCase()) ?? []), ...seen]);
  }
  if (count <= MAX_CONFLICTS) return byItem;
  throw invalidField('items', 'too_long', `Give at most ${MAX_CONFLICTS} conflicts at once.`);
}

function seenConflict(given: unknown): SeenConflict {
  const { key, current, conflicts } = fields(given, ['key', 'current', 'conflicts']);
  if (!isName(key)) throw invalidField('key', 'required', 'Give the `key` that is in conflict.');
  if (!isName(current)) {
    throw invalidField(
      'current',
      'required',
      'Give `current`, the name of the value that held when you chose.',
    );
  }
  const kept = asList(conflicts, 'conflicts');
  if (kept.every(isName)) return { key, current, conflicts: kept };
  throw invalidField('conflicts', 'wrong_type', 'Give `conflicts` as the names of the kept values.');
}

function settleChoice(given: unknown): SettleChoice {
  const { keep, conflict, value } = fields(given, ['keep', 'conflict', 'value']);
  if (keep === undefined && conflict === undefined && value !== undefined) return { value };
  if (keep === 'current' && conflict === undefined && value === undefined) return { keep };
  if (keep === 'kept' && isName(conflict) && value === undefined) return { keep, conflict };
  const message = 'Give `choice` as {"keep": "current"}, {"keep": "kept", "conflict": …} or {"value": …}.';
  throw invalidField('choice', 'wrong_type', message);
}

function asList(given: unknown, field: string): unknown[] {
  if (Array.isArray(given) && given.length > 0 && given.length <= MAX_CONFLICTS) return given;
  throw invalidField(field, 'wrong_type', `Give \`${field}\` as a list of 1 to ${MAX_CONFLICTS}.`);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME;
}
