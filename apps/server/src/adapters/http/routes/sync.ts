import { LIMITS } from '@brique/shared';
import { Hono } from 'hono';
import type { SyncHistoryReader } from '../../../usecases/sync/history.js';
import type { Sessions } from '../../../usecases/sync/sessions.js';
import { describe, json, limit, list, text, type } from '../openapi/describe.js';
import { limitParam, malformedParam, textParam } from '../query.js';

export function syncRoutes(history: SyncHistoryReader, sessions: Sessions): Hono {
  const app = new Hono();

  app.get(
    '/history',
    describe({
      summary: 'What synchronisations did, newest first',
      query: { peerId: text, limit: limit(50, LIMITS.pageSize), cursor: text },
      answers: { 200: json('SyncHistoryPage') },
    }),
    async (c) => {
      const peerId = textParam(c, 'peerId');
      const cursor = textParam(c, 'cursor');
      const before = cursor === undefined ? undefined : Number(cursor);
      if (before !== undefined && !Number.isSafeInteger(before)) {
        throw malformedParam('cursor', 'This `cursor` is not one that the history gave out.');
      }
      const page = await history.page({
        limit: limitParam(c),
        ...(peerId !== undefined && { peerId }),
        ...(before !== undefined && { before }),
      });
      return c.json(page);
    },
  );

  app.get(
    '/progress',
    describe({
      summary: 'Synchronisations that run now',
      answers: { 200: json(list(type('SyncProgress'))) },
    }),
    (c) => c.json(sessions.running()),
  );

  return app;
}
