import { SERVER_EVENT_NAMES } from '@brique/shared';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Events } from '../../../usecases/events.js';
import { describe, text } from '../openapi/describe.js';
import type { UiEnv } from '../password-guard.js';

/** A comment line now and then, so that both ends notice a dead connection. */
const KEEP_ALIVE_MS = 15_000;
/** Events that wait for a page that does not read; then it is cut off, reconnects and reads everything anew. */
const MAX_WAITING = 1000;

/** Server-sent events: what changed, never the data itself. */
export function eventRoutes(events: Events, closing: AbortSignal): Hono<UiEnv> {
  const app = new Hono<UiEnv>();
  app.get(
    '/',
    describe({
      summary: 'Server-sent events: what changed, never the data',
      details: `First \`ready\`, then ${SERVER_EVENT_NAMES.map((name) => `\`${name}\``).join(', ')}; their data is described by ServerEvents.`,
      answers: { 200: { 'text/event-stream': text } },
    }),
    (c) => {
      // Nobody would ever read, or end, the stream of a HEAD.
      if (c.req.raw.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' });
      const signedOut = c.get('sessionEnded');
      return streamSSE(c, async (stream) => {
        let waiting = 0;
        let finish: () => void = () => undefined;
        const finished = new Promise<void>((resolve) => {
          finish = resolve;
        });
        const unsubscribe = events.subscribe((name, data) => {
          waiting += 1;
          if (waiting > MAX_WAITING) return finish();
          stream
            .writeSSE({ event: name, data: JSON.stringify(data) })
            .then(() => {
              waiting -= 1;
            })
            .catch(finish);
        });
        const keepAlive = setInterval(() => void stream.write(': \n\n').catch(finish), KEEP_ALIVE_MS);
        stream.onAbort(finish);
        closing.addEventListener('abort', finish, { once: true });
        signedOut?.addEventListener('abort', finish, { once: true });
        await stream.writeSSE({ event: 'ready', data: '{}' });
        await finished;
        clearInterval(keepAlive);
        unsubscribe();
        // The process outlives its streams by far, and so may a session.
        closing.removeEventListener('abort', finish);
        signedOut?.removeEventListener('abort', finish);
      });
    },
  );
  return app;
}
