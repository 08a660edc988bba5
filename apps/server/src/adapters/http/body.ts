import { LIMITS } from '@brique/shared';
import { isWithinDepth } from '@brique/sync-core';
import type { Context } from 'hono';
import { BriqueError } from '../../usecases/brique-error.js';

/**
 * Reads a JSON body within its limits.
 * @throws BriqueError `unsupported_type`, `too_large`, `malformed`
 */
export async function readJsonBody(c: Context, maxBytes: number = LIMITS.jsonBodyBytes): Promise<unknown> {
  const type = mediaType(c);
  if (type !== 'application/json') {
    throw new BriqueError('unsupported_type', 'Send the body as application/json.');
  }
  return parseJson(await readText(c, maxBytes));
}

/** @throws BriqueError `malformed` when it is not JSON, or nests deeper than 32 levels */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BriqueError('malformed', 'The body is not valid JSON.');
  }
  if (isWithinDepth(value, LIMITS.jsonDepth)) return value;
  throw new BriqueError('malformed', `The body nests deeper than ${LIMITS.jsonDepth} levels.`);
}

export function mediaType(c: Context): string {
  return (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

async function readText(c: Context, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bodyChunks(c, maxBytes)) chunks.push(chunk);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new BriqueError('malformed', 'The body is not valid UTF-8.');
  }
}

/** The body as it arrives, cut off with `too_large` past `maxBytes`. */
export async function* bodyChunks(c: Context, maxBytes: number): AsyncGenerator<Uint8Array> {
  const declared = Number(c.req.header('content-length') ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  let size = 0;
  const stream = c.req.raw.body as AsyncIterable<Uint8Array> | null;
  if (stream === null) return;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

function tooLarge(maxBytes: number): BriqueError {
  const mebibytes = Math.round(maxBytes / 1024 / 1024);
  return new BriqueError(
    'too_large',
    `The body is larger than ${mebibytes} MiB, which is the most it may be.`,
  );
}

/** A response whose body comes piece by piece, as fast as the reader takes it. */
export function streamResponse(
  chunks: AsyncIterable<string | Uint8Array>,
  headers: Record<string, string>,
): Response {
  const encoder = new TextEncoder();
  const iterator = chunks[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, { headers });
}
