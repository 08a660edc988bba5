import { LIMITS } from '@brique/shared';
import { Hono } from 'hono';
import type { HeldChanges } from '../../../usecases/held/held-changes.js';
import { readJsonBody } from '../body.js';
import { fields, invalidField } from '../fields.js';
import { describe, json, limit, list, text, type } from '../openapi/describe.js';
import { onError } from '../problem.js';
import { answerWithProgress, PROGRESS_DETAILS, withProgress } from '../progress-stream.js';
import { limitParam, numberCursorParam } from '../query.js';

/** Changes from other instances that wait for the owner. */
export function heldRoutes(held: HeldChanges, log: (message: string, error: unknown) => void): Hono {
  const app = new Hono();

  app.get(
    '/',
    describe({
      summary: 'What waits for a decision because it would delete or overwrite too many items at once',
      details: 'By the instance that sent it.',
      answers: { 200: json(list(type('HeldGroup'))) },
    }),
    async (c) => c.json(await held.groups()),
  );

  app.get(
    '/:peerId',
    describe({
      summary: 'What waits from one instance, item by item: what would be deleted or overwritten',
      query: { limit: limit(20, LIMITS.pageSize), cursor: text },
      answers: { 200: json('HeldPage') },
    }),
    async (c) => {
      const after = numberCursorParam(c);
      const query = { limit: limitParam(c, 20), ...(after !== undefined && { after }) };
      return c.json(await held.page(c.req.param('peerId'), query));
    },
  );

  app.post(
    '/:peerId',
    describe({
      summary: 'Accepts or rejects what waits from one instance, all of it or some items',
      details: `Rejecting sets back by new changes, which synchronise: what was deleted comes back there too. ${PROGRESS_DETAILS}`,
      body: json('HeldDecisionInput'),
      answers: { 200: withProgress(json('HeldDecisionResult')) },
      problems: ['not_found', 'conflict', 'item_outgrown', 'item_not_kept'],
    }),
    async (c) => {
      const { decision, itemIds } = fields(await readJsonBody(c), ['decision', 'itemIds']);
      if (decision !== 'accept' && decision !== 'reject') {
        throw invalidField('decision', 'wrong_type', 'Give "accept" or "reject".');
      }
      const ids = itemIds === undefined ? null : idsOf(itemIds);
      const peerId = c.req.param('peerId');
      return answerWithProgress(
        c,
        async (report) => Response.json(await held.decide(peerId, decision, ids, report)),
        (error) => onError(log)(error, c),
      );
    },
  );

  return app;
}

function idsOf(raw: unknown): string[] {
  if (Array.isArray(raw) && raw.length > 0 && raw.length <= MAX_IDS && raw.every(isText)) {
    return [...new Set<string>(raw)];
  }
  const message = `Give the ids of 1 to ${MAX_IDS} items as a list, or leave it out for all.`;
  throw invalidField('itemIds', 'wrong_type', message);
}

const MAX_IDS = 10_000;

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
