import { Hono } from 'hono';
import type { SyncHistoryReader } from '../../../usecases/sync/history.js';
import type { Sessions } from '../../../usecases/sync/sessions.js';
import { limitParam, malformedParam, textParam } from '../query.js';

export function syncRoutes(history: SyncHistoryReader, sessions: Sessions): Hono {
  const app = new Hono();

  app.get('/history', async (c) => {
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
  });

  app.get('/progress', (c) => c.json(sessions.running()));

  return app;
}
