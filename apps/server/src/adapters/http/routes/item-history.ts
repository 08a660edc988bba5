import { LIMITS } from '@brique/shared';
import { isItemId } from '@brique/sync-core';
import { Hono } from 'hono';
import { BriqueError } from '../../../usecases/brique-error.js';
import type { TimeMachine } from '../../../usecases/history/time-machine.js';
import type { ItemReader } from '../../../usecases/items/item-reader.js';
import { choice, describe, json, limit, text } from '../openapi/describe.js';
import { flagParam, limitParam, numberCursorParam } from '../query.js';

export function itemHistoryRoutes(timeMachine: TimeMachine, items: Pick<ItemReader, 'get'>): Hono {
  const app = new Hono();

  app.get(
    '/:id/history',
    describe({
      summary: 'What was changed in an item, newest first, with old and new values',
      query: { limit: limit(20, LIMITS.pageSize), cursor: text },
      answers: { 200: json('ItemHistoryPage') },
    }),
    async (c) => {
      const id = c.req.param('id').toLowerCase();
      const before = numberCursorParam(c);
      if (!isItemId(id) || (await items.get(id)) === null) {
        throw new BriqueError('not_found', 'There is no such item.');
      }
      const query = { limit: limitParam(c, 20), ...(before !== undefined && { before }) };
      return c.json(await timeMachine.page(id, query));
    },
  );

  app.post(
    '/:id/history/:entry/restore',
    describe({
      summary: 'Sets an item back to what it was before a change of its history',
      details: 'By a new change, which synchronises. With `dryRun=1` nothing is written.',
      query: { dryRun: choice('0', '1') },
      answers: { 200: json('RestoreStateResult') },
      problems: ['conflict', 'item_outgrown'],
    }),
    async (c) => {
      const [id, entry] = [c.req.param('id').toLowerCase(), Number(c.req.param('entry'))];
      if (!isItemId(id) || !Number.isSafeInteger(entry) || entry < 1) {
        throw new BriqueError('not_found', 'The history has no such change.');
      }
      return c.json(await timeMachine.restore(id, entry, flagParam(c, 'dryRun')));
    },
  );

  return app;
}
