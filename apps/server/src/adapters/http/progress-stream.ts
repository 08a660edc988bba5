import type { Context } from 'hono';
import { type Content, text } from './openapi/describe.js';

const MEDIA_TYPE = 'application/x-ndjson';
/** A page need not be told more often. */
const REPORT_MS = 100;

/** Of a route that can answer with progress, for its description. */
export const PROGRESS_DETAILS =
  'With `Accept: application/x-ndjson` the answer comes as it goes: lines `{"progress":…}`, then one `{"result":…}` or `{"problem":…}` with what the body would have been.';

/** What such a route answers. @param content without progress */
export function withProgress(content: Content): Content {
  return { ...content, [MEDIA_TYPE]: text };
}

/** Something that takes long: it tells how far it is, and stops when nobody waits for it any more. */
type LongWork = (report: (progress: object) => void, signal: AbortSignal) => Promise<Response>;

/**
 * Answers with what the work comes to. To a caller that accepts `application/x-ndjson` it is sent as it goes: lines `{"progress":…}`, then
 * `{"result":…}` or `{"problem":…}` with what the answer's body would have been. Whoever hangs up stops the work.
 * @param toProblem turns what the work throws into an answer
 */
export async function answerWithProgress(
  c: Context,
  work: LongWork,
  toProblem: (error: unknown) => Response,
): Promise<Response> {
  const stop = new AbortController();
  c.req.raw.signal.addEventListener('abort', () => stop.abort(), { once: true });
  if (!(c.req.header('accept') ?? '').includes(MEDIA_TYPE)) return work(() => undefined, stop.signal);

  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let last = 0;
      const send = (line: string) => {
        if (!stop.signal.aborted) controller.enqueue(encoder.encode(`${line}\n`));
      };
      let latest: object | null = null;
      let timer: NodeJS.Timeout | undefined;
      const sendLatest = () => {
        timer = undefined;
        last = performance.now();
        if (latest !== null) send(`{"progress":${JSON.stringify(latest)}}`);
      };
      const report = (progress: object) => {
        latest = progress;
        // What comes too soon is not lost: nothing may follow it for seconds.
        const wait = last + REPORT_MS - performance.now();
        if (wait > 0) timer ??= setTimeout(sendLatest, wait);
        else if (timer === undefined) sendLatest();
      };
      const answer = await work(report, stop.signal).catch(toProblem);
      clearTimeout(timer);
      send(`{"${answer.ok ? 'result' : 'problem'}":${await answer.text()}}`);
      if (!stop.signal.aborted) controller.close();
    },
    cancel: () => stop.abort(),
  });
  return new Response(body, { headers: { 'content-type': MEDIA_TYPE, 'cache-control': 'no-store' } });
}
