import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ITEM_FIELDS, type ItemField, LIMITS } from '@brique/shared';
import { Hono } from 'hono';
import { BriqueError } from '../../../usecases/brique-error.js';
import { importItems, importRefused } from '../../../usecases/items/import-items.js';
import type { ItemReader } from '../../../usecases/items/item-reader.js';
import type { RecentActs } from '../../../usecases/items/recent-acts.js';
import { type ExportedItem, exportItems } from '../../../usecases/items/transfer/export.js';
import { type ColumnMap, parseImport, type TransferFormat } from '../../../usecases/items/transfer/import.js';
import type { OwnColumn } from '../../../usecases/items/transfer/own-columns.js';
import type { Replica } from '../../../usecases/sync/replica.js';
import { bodyChunks, parseJson, readJsonBody, streamResponse } from '../body.js';
import { fields } from '../fields.js';
import { choice, describe, flag, json, list, object, text, type } from '../openapi/describe.js';
import { problemResponse } from '../problem.js';
import { choiceParam, flagParam, malformedParam } from '../query.js';
import { idList } from './bulk-input.js';
import { FILTER_QUERY, filterParams } from './item-filter.js';

const FORMATS = ['json', 'csv'] as const satisfies readonly TransferFormat[];
const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' };

const DOWNLOAD = { 'application/json': list(type('ItemInput')), 'text/csv': text };

export interface TransferContext {
  readonly replica: Replica;
  readonly reader: ItemReader;
  readonly newId: () => string;
  /** Where imports are remembered, to be taken back. */
  readonly acts: RecentActs;
  /** Where an upload is kept while it is read. */
  readonly tmpDir: string;
}

/** Import and export of items as files. */
export function transferRoutes({ replica, reader, newId, acts, tmpDir }: TransferContext): Hono {
  const app = new Hono();

  app.post(
    '/import',
    describe({
      summary: 'Imports a file: the whole of it or nothing',
      details: 'The body is the file. `map` is JSON from our fields to names of columns.',
      query: { format: choice(...FORMATS), dryRun: flag, map: text },
      body: { 'application/json': list({ type: 'object' }), 'text/csv': text },
      answers: { 200: json('ImportResult') },
      problems: ['import_invalid', 'too_large'],
    }),
    async (c) => {
      const format = choiceParam(c, 'format', FORMATS) ?? 'json';
      const dryRun = flagParam(c, 'dryRun');
      const map = columnMap(c.req.query('map'));
      // Kept as a file first: it is read twice, and a slow upload must not hold a transaction open.
      await mkdir(tmpDir, { recursive: true, mode: 0o700 });
      const file = join(tmpDir, `import-${randomUUID()}`);
      try {
        await pipeline(bodyChunks(c, LIMITS.importBytes), createWriteStream(file, { mode: 0o600 }));
        const readRows = () => parseImport(format, createReadStream(file), { map });
        const { errorCount, ...result } = await importItems(replica, newId, readRows, dryRun, acts);
        if (errorCount === 0 || dryRun) return c.json(result);
        return problemResponse(importRefused(errorCount), {
          ...result,
          errors: result.errors.map((error) => ({ field: '', ...error })),
        });
      } finally {
        await rm(file, { force: true });
      }
    },
  );

  app.get(
    '/export',
    describe({
      summary: 'A download of the items that a filter leaves',
      query: { ...FILTER_QUERY, format: choice(...FORMATS) },
      answers: { 200: DOWNLOAD },
    }),
    async (c) => {
      const format = choiceParam(c, 'format', FORMATS) ?? 'json';
      const filter = filterParams(c);
      return download(format, reader.all(filter), await ownColumns(format, { filter }));
    },
  );

  // A selection: too many ids for an address.
  app.post(
    '/export',
    describe({
      summary: 'A download of the named items',
      body: json(object({ format: choice(...FORMATS), ids: list(text) }, ['ids'])),
      answers: { 200: DOWNLOAD },
    }),
    async (c) => {
      const body = fields(await readJsonBody(c), ['format', 'ids']);
      const format = FORMATS.find((known) => known === (body.format ?? 'json'));
      if (format === undefined) {
        const message = `Give \`format\` as one of: ${FORMATS.join(', ')}.`;
        throw new BriqueError('invalid_input', message, [{ field: 'format', code: 'wrong_type', message }]);
      }
      const ids = idList(body.ids);
      return download(format, reader.some(ids), await ownColumns(format, { ids }));
    },
  );

  /** Only a table names them all in its first line. */
  const ownColumns = async (format: TransferFormat, of: Parameters<ItemReader['ownColumns']>[0]) =>
    format === 'csv' ? reader.ownColumns(of) : [];

  return app;
}

function download(
  format: TransferFormat,
  items: AsyncIterable<ExportedItem>,
  ownColumns: readonly OwnColumn[],
): Response {
  return streamResponse(exportItems(format, items, ownColumns), {
    'content-type': MEDIA_TYPES[format],
    'content-disposition': `attachment; filename="brique.${format}"`,
    'cache-control': 'no-store',
  });
}

function columnMap(raw: string | undefined): ColumnMap {
  if (raw === undefined || raw === '') return {};
  const value = asObject(raw);
  const map: Partial<Record<ItemField, string>> = {};
  for (const [key, column] of Object.entries(value)) {
    const field = ITEM_FIELDS.find((name) => name === key);
    if (field === undefined || typeof column !== 'string') {
      throw malformedParam('map', `Give \`map\` as JSON from ${ITEM_FIELDS.join(', ')} to names of columns.`);
    }
    map[field] = column;
  }
  return map;
}

function asObject(raw: string): object {
  try {
    const value = parseJson(raw);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    if (!(error instanceof BriqueError)) throw error;
  }
  throw malformedParam('map', 'Give `map` as a JSON object from our fields to names of columns.');
}
