import { LIMITS } from '@brique/shared';
import { Hono } from 'hono';
import { BriqueError } from '../../../usecases/brique-error.js';
import type { SessionHistory } from '../../../usecases/history/session-history.js';
import type { SyncHistoryReader } from '../../../usecases/sync/history.js';
import type { Sessions } from '../../../usecases/sync/sessions.js';
import { choice, describe, json, limit, list, text, type } from '../openapi/describe.js';
import { onError } from '../problem.js';
import { answerWithProgress, PROGRESS_DETAILS, withProgress } from '../progress-stream.js';
import { flagParam, limitParam, malformedParam, numberCursorParam, textParam } from '../query.js';

export function syncRoutes(
  history: SyncHistoryReader,
  sessions: Sessions,
  sessionHistory: SessionHistory,
  log: (message: string, error: unknown) => void,
): Hono {
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
    '/history/:id/changes',
    describe({
      summary: 'What a synchronisation changed here, item by item',
      query: { limit: limit(20, LIMITS.pageSize), cursor: text },
      answers: { 200: json('SessionChanges') },
    }),
    async (c) => {
      const after = numberCursorParam(c);
      const query = { limit: limitParam(c, 20), ...(after !== undefined && { after }) };
      return c.json(await sessionHistory.changes(logId(c.req.param('id')), query));
    },
  );

  app.post(
    '/history/:id/rollback',
    describe({
      summary: 'Takes back what a synchronisation changed here, by new changes, which synchronise',
      details: `Items that it brought go to the trash; what somebody has changed since stays. With \`dryRun=1\` nothing is written. ${PROGRESS_DETAILS}`,
      query: { dryRun: choice('0', '1') },
      answers: { 200: withProgress(json('RollbackResult')) },
      problems: ['history_pruned', 'conflict', 'item_outgrown'],
    }),
    async (c) => {
      const [id, dryRun] = [logId(c.req.param('id')), flagParam(c, 'dryRun')];
      return answerWithProgress(
        c,
        async (report) => Response.json(await sessionHistory.rollBack(id, dryRun, report)),
        (error) => onError(log)(error, c),
      );
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

function logId(raw: string): number {
  const id = Number(raw);
  if (Number.isSafeInteger(id) && id >= 1) return id;
  throw new BriqueError('not_found', 'The history has no such synchronisation.');
}
