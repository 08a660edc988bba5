import { Hono } from 'hono';
import { BriqueError } from '../../../usecases/brique-error.js';
import type { ItemReader } from '../../../usecases/items/item-reader.js';
import { type ExportedItem, exportItems } from '../../../usecases/items/transfer/export.js';
import type { TransferFormat } from '../../../usecases/items/transfer/import.js';
import type { OwnColumn } from '../../../usecases/items/transfer/own-columns.js';
import { readJsonBody, streamResponse } from '../body.js';
import { fields } from '../fields.js';
import { choice, describe, json, list, object, text } from '../openapi/describe.js';
import { idList } from './bulk-input.js';
import { FORMATS, formatParam } from './import-params.js';
import { FILTER_QUERY, filterParams } from './item-filter.js';

const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' };

const DOWNLOAD = {
  ...json(object({ brique: { const: 1 }, items: list({ type: 'object' }) })),
  'text/csv': text,
};

/** Items as files. */
export function exportRoutes(reader: ItemReader): Hono {
  const app = new Hono();

  app.get(
    '/',
    describe({
      summary: 'A download of the items that a filter leaves',
      query: { ...FILTER_QUERY, format: choice(...FORMATS) },
      answers: { 200: DOWNLOAD },
    }),
    async (c) => {
      const format = formatParam(c);
      const filter = filterParams(c);
      return download(format, reader.all(filter), await ownColumns(format, { filter }));
    },
  );

  // A selection: too many ids for an address.
  app.post(
    '/',
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
