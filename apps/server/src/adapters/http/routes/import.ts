import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type ImportPreview,
  type ImportProblem,
  type ImportProgress,
  type ImportResult,
  LIMITS,
} from '@brique/shared';
import { type Context, Hono } from 'hono';
import { importItems, importRefused } from '../../../usecases/items/import-items.js';
import type { RecentActs } from '../../../usecases/items/recent-acts.js';
import { parseImport } from '../../../usecases/items/transfer/import.js';
import { previewImport } from '../../../usecases/items/transfer/preview.js';
import type { Replica } from '../../../usecases/sync/replica.js';
import { bodyChunks } from '../body.js';
import { choice, describe, flag, json, list, problem, text } from '../openapi/describe.js';
import { onError, problemResponse } from '../problem.js';
import { answerWithProgress, PROGRESS_DETAILS, withProgress } from '../progress-stream.js';
import { flagParam } from '../query.js';
import { FORMATS, formatParam, IMPORT_QUERY, importParams } from './import-params.js';

const FILE = { 'application/json': list({ type: 'object' }), 'text/csv': text };

export interface ImportContext {
  readonly replica: Replica;
  readonly newId: () => string;
  /** Where imports are remembered, to be taken back. */
  readonly acts: RecentActs;
  /** Where an upload is kept while it is read. */
  readonly tmpDir: string;
  log(message: string, error: unknown): void;
}

/** Items out of files. */
export function importRoutes({ replica, newId, acts, tmpDir, log }: ImportContext): Hono {
  const app = new Hono();

  app.post(
    '/',
    describe({
      summary: 'Imports a file: the whole of it or nothing',
      details: `The body is the file. \`map\` is JSON from our fields to a column's name, or to a list of them: of the notes all are taken, of other fields the first that is filled. \`duplicates\`: what becomes of rows whose item is here already, by serial number, or by id in an export of ours. \`own\`: JSON list of columns to keep as own fields. \`dates\`: which number of 05/01/2024 is the day. ${PROGRESS_DETAILS}`,
      query: IMPORT_QUERY,
      body: FILE,
      answers: { 200: withProgress(json('ImportResult')), 422: problem('ImportProblem', 'Problem') },
      problems: ['import_invalid', 'too_large', 'cancelled', 'conflict', 'item_outgrown'],
    }),
    async (c) => {
      const { dryRun, duplicates, format, ...reading } = importParams(c);
      // Kept as a file first: a slow upload must not hold a transaction open.
      const file = join(tmpDir, `import-${randomUUID()}`);
      const size = await keepUpload(c, file).catch(async (error: unknown) => {
        await discard(file);
        throw error;
      });
      const run = async (report: (progress: ImportProgress) => void, signal: AbortSignal) => {
        let bytes = 0;
        const upload = readCounted(file, (length) => {
          bytes += length;
        });
        const rows = parseImport(format, upload, reading);
        const onProgress = (reached: number) =>
          report({ rows: reached, fraction: size === 0 ? 1 : bytes / size });
        const plan = { rows, dryRun, duplicates, onProgress, signal };
        return importAnswer(await importItems(replica, newId, plan, acts), dryRun);
      };
      return answerWithProgress(
        c,
        (report, signal) => run(report, signal).finally(() => discard(file)),
        (error) => onError(log)(error, c),
      );
    },
  );

  app.post(
    '/preview',
    describe({
      summary: 'Looks at the beginning of a file: what it is, its columns, which of them could be what',
      details: 'The body is at most the first MiB of the file; with `whole=1` it is all of it.',
      query: { format: choice(...FORMATS), whole: flag },
      body: FILE,
      answers: { 200: withProgress(json('ImportPreview')) },
      problems: ['import_invalid', 'too_large'],
    }),
    (c) => {
      const isWhole = flagParam(c, 'whole');
      const format = formatParam(c);
      const preview = async () => previewImport(format, bodyChunks(c, LIMITS.jsonBodyBytes), isWhole);
      return answerWithProgress(
        c,
        async () => Response.json((await preview()) satisfies ImportPreview),
        (error) => onError(log)(error, c),
      );
    },
  );

  /** What stays lying is cleared away at the next start; what was imported is imported all the same. */
  function discard(file: string): Promise<void> {
    return rm(file, { force: true }).catch((error: unknown) => log('an upload could not be removed', error));
  }

  /** @returns its size in bytes */
  async function keepUpload(c: Context, file: string): Promise<number> {
    await mkdir(tmpDir, { recursive: true, mode: 0o700 });
    await pipeline(bodyChunks(c, LIMITS.importBytes), createWriteStream(file, { mode: 0o600 }));
    return (await stat(file)).size;
  }

  return app;
}

/**
 * Reads a file. It is opened when the first piece is asked for: a stream that fails while nobody listens would end the process.
 * @param note told how many bytes each piece has
 */
async function* readCounted(file: string, note: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(file) as AsyncIterable<Uint8Array>) {
    note(piece.byteLength);
    yield piece;
  }
}

/** A real import of a file with mistakes is refused; a dry run has said what it was asked for. */
function importAnswer(result: ImportResult, dryRun: boolean): Response {
  if (dryRun || result.errorCount === 0) return Response.json(result);
  const errors = result.errors.map((error) => ({ field: '', ...error }));
  const more = { ...result, errors } satisfies Partial<ImportProblem>;
  return problemResponse(importRefused(result.errorCount), more);
}
