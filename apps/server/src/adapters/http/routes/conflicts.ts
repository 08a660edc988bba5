import type { FieldConflict, SeenConflict, SettleChoice } from '@brique/shared';
import { decodeItem, isItemId } from '@brique/sync-core';
import { Hono } from 'hono';
import { BriqueError } from '../../../usecases/brique-error.js';
import type { ConflictInbox } from '../../../usecases/conflicts/conflict-inbox.js';
import type { Settling } from '../../../usecases/conflicts/settling.js';
import type { ItemReader } from '../../../usecases/items/item-reader.js';
import { readJsonBody } from '../body.js';
import { fields, invalidField } from '../fields.js';
import { describe, json, limit, text } from '../openapi/describe.js';
import { limitParam, malformedParam, textParam } from '../query.js';

/** Items on one page: each may hold many long values. */
const MAX_ITEMS = 50;
/** Conflicts settled at once. */
const MAX_CONFLICTS = 1000;
/** Of a key or of an entry, which names a key: up to 320 characters, outside the basic plane two units each. */
const MAX_NAME = 700;

export function conflictRoutes(inbox: ConflictInbox, settling: Settling): Hono {
  const app = new Hono();

  app.get(
    '/',
    describe({
      summary:
        'All open conflicts, item by item: each value that was given, by whom and when, and what was before',
      details:
        'About 1 MiB of them a page: of long values the beginning and the `length`, of many conflicts the first ones and how many ' +
        'more there are. `GET /items/{id}/conflicts` tells one whole; settling takes the names of values, never their texts.',
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
      problems: ['conflict', 'item_outgrown'],
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
export function itemConflictRoutes(
  reader: Pick<ItemReader, 'get'>,
  inbox: Pick<ConflictInbox, 'whole'>,
  settling: Settling,
): Hono {
  const app = new Hono();
  app.get(
    '/:id/conflicts',
    describe({
      summary: 'The open conflict of one field with all its sides, nothing of them shortened',
      query: { key: text },
      answers: { 200: json('FieldConflict') },
    }),
    async (c) => {
      const key = textParam(c, 'key', MAX_NAME);
      if (key === undefined) throw malformedParam('key', 'Give the `key` that is in conflict.');
      const id = c.req.param('id').toLowerCase();
      const found = isItemId(id) ? await reader.get(id) : null;
      if (found === null) throw new BriqueError('not_found', 'There is no such item.');
      const conflict = await inbox.whole(decodeItem(found.doc), key);
      if (conflict !== null) return c.json(conflict satisfies FieldConflict);
      throw new BriqueError('not_found', 'Nothing is left to decide about this field.');
    },
  );

  app.post(
    '/:id/conflicts/settle',
    describe({
      summary: 'Settles the conflict of one field by one choice, on every instance',
      details:
        'Keeps what holds, takes a kept value, or writes a third one. It is an ordinary change; `POST /items/undo` takes it back.',
      body: json('SettleInput'),
      answers: { 200: json('SettleResult') },
      problems: ['conflict', 'item_outgrown'],
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
