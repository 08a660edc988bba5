import {
  type BulkResult,
  type ItemFacets,
  type ItemLookup,
  LIMITS,
  type OwnFieldUses,
  type PurgeResult,
  type RecentChanges,
} from '@brique/shared';
import { decodeItem, isItemId } from '@brique/sync-core';
import { Hono } from 'hono';
import { BriqueError } from '../../../usecases/brique-error.js';
import type { ConflictInbox } from '../../../usecases/conflicts/conflict-inbox.js';
import type { BulkItems } from '../../../usecases/items/bulk.js';
import { checkItemInput } from '../../../usecases/items/item-input.js';
import type { ItemReader } from '../../../usecases/items/item-reader.js';
import type { Items } from '../../../usecases/items/items.js';
import { RECENT_WINDOW, recentChanges } from '../../../usecases/items/recent-changes.js';
import type { Trash } from '../../../usecases/items/trash.js';
import { readJsonBody } from '../body.js';
import { fields } from '../fields.js';
import { choice, describe, empty, json, limit, object, text, type } from '../openapi/describe.js';
import { onError } from '../problem.js';
import { answerWithProgress, PROGRESS_DETAILS, withProgress } from '../progress-stream.js';
import { choiceParam, limitParam, malformedParam, textParam } from '../query.js';
import { bulkAct, purgeTarget } from './bulk-input.js';
import { FILTER_QUERY, filterParams } from './item-filter.js';

const SORTS = ['name', 'updatedAt', 'createdAt', 'category', 'brand'] as const;
const SORT_VALUES = SORTS.flatMap((name) => [name, `-${name}`] as const);

export function itemRoutes(
  items: Items,
  reader: ItemReader,
  inbox: Pick<ConflictInbox, 'detail'>,
  bulk: BulkItems,
  trash: Trash,
  log: (message: string, error: unknown) => void,
): Hono {
  const app = new Hono();

  app.get(
    '/',
    describe({
      summary: 'The items that a filter leaves, a page at a time',
      query: {
        ...FILTER_QUERY,
        sort: choice(...SORT_VALUES),
        limit: limit(50, LIMITS.pageSize),
        cursor: text,
      },
      answers: { 200: json('ItemPage') },
    }),
    async (c) => {
      const cursor = textParam(c, 'cursor', 4000);
      const page = await reader.page({
        ...filterParams(c),
        ...(cursor !== undefined && { cursor }),
        sort: choiceParam(c, 'sort', SORT_VALUES) ?? 'name',
        limit: limitParam(c, 50, LIMITS.pageSize),
      });
      return c.json(page);
    },
  );

  app.get(
    '/facets',
    describe({
      summary: 'How many items there are by category, brand, health and origin',
      query: FILTER_QUERY,
      answers: { 200: json('ItemFacets') },
    }),
    async (c) => c.json((await reader.facets(filterParams(c))) satisfies ItemFacets),
  );

  app.get(
    '/lookup',
    describe({
      summary: 'What bears a text that was scanned or typed',
      details:
        'As its id, its short id (the last 8 characters) or its serial number, in whatever case; the trash included.',
      query: { text },
      answers: { 200: json('ItemLookup') },
    }),
    async (c) => {
      const wanted = textParam(c, 'text')?.trim();
      if (!wanted)
        throw malformedParam('text', 'Give `text`: the id, short id or serial number to look for.');
      return c.json({ items: await reader.bearing(wanted) } satisfies ItemLookup);
    },
  );

  app.get(
    '/recent',
    describe({
      summary: 'Who did what last',
      details:
        'The latest write to each of the items changed last; the same done to several within minutes is told once.',
      query: { limit: limit(8, RECENT_WINDOW) },
      answers: { 200: json('RecentChanges') },
    }),
    async (c) => {
      const docs = await reader.latest(RECENT_WINDOW);
      const isAll = docs.length < RECENT_WINDOW;
      const changes = recentChanges(docs, isAll, limitParam(c, 8, RECENT_WINDOW));
      return c.json({ changes } satisfies RecentChanges);
    },
  );

  app.get(
    '/own-fields',
    describe({
      summary: 'The fields of their own that people gave their newest items, to be suggested',
      answers: { 200: json('OwnFieldUses') },
    }),
    async (c) => c.json({ fields: await reader.ownFieldsInUse() } satisfies OwnFieldUses),
  );

  app.post(
    '/bulk',
    describe({
      summary: 'Deletes, restores or changes many items, all of them or none',
      body: json('BulkInput'),
      answers: { 200: json('BulkResult') },
      problems: ['conflict', 'item_outgrown'],
    }),
    async (c) => c.json((await bulk.apply(bulkAct(await readJsonBody(c)))) satisfies BulkResult),
  );

  app.post(
    '/purge',
    describe({
      summary: 'Deletes items that lie in the trash for good, all of them or none',
      details:
        'They go on every instance, and nothing brings them back: there is no undo. Named items that are not in the trash are ' +
        'passed over and counted. A filter must say `deleted: true`; that alone empties the trash.',
      body: json('PurgeInput'),
      answers: { 200: json('PurgeResult') },
    }),
    async (c) => c.json((await trash.purge(purgeTarget(await readJsonBody(c)))) satisfies PurgeResult),
  );

  app.post(
    '/undo',
    describe({
      summary: 'Takes an act on many items, or an import, back',
      body: json(object({ undoId: text })),
      details: PROGRESS_DETAILS,
      answers: { 200: withProgress(json(object({ changed: { type: 'integer' } }))) },
      problems: ['not_found', 'conflict', 'item_outgrown'],
    }),
    async (c) => {
      const { undoId } = fields(await readJsonBody(c), ['undoId']);
      if (typeof undoId !== 'string') {
        const message = 'Give the `undoId` that the act was answered with.';
        throw invalidInput([{ field: 'undoId', code: 'required', message }]);
      }
      return answerWithProgress(
        c,
        async (report) => Response.json({ changed: await bulk.undo(undoId, report) }),
        (error) => onError(log)(error, c),
      );
    },
  );

  app.post(
    '/',
    describe({ summary: 'Adds an item', body: json('ItemInput'), answers: { 201: json('Item') } }),
    async (c) => {
      const checked = checkItemInput(await readJsonBody(c), 'create');
      if (!checked.ok) throw invalidInput(checked.errors);
      const item = await items.create(checked.input);
      return c.json(item, 201, { location: `/api/v1/items/${item.id}` });
    },
  );

  app.get(
    '/:id',
    describe({
      summary: 'One item with its documents, open conflicts and history',
      answers: { 200: json('ItemDetail') },
    }),
    async (c) => {
      const found = await reader.get(itemId(c.req.param('id')));
      if (found === null) throw noItem();
      return c.json(await inbox.detail(decodeItem(found.doc)));
    },
  );

  app.patch(
    '/:id',
    describe({
      summary: 'Changes the given fields of an item',
      body: json({ ...type('ItemInput'), required: [] }),
      answers: { 200: json('Item') },
      problems: ['conflict', 'item_outgrown'],
    }),
    async (c) => {
      const id = itemId(c.req.param('id'));
      const checked = checkItemInput(await readJsonBody(c), 'change');
      if (!checked.ok) throw invalidInput(checked.errors);
      return c.json(await items.change(id, checked.input));
    },
  );

  app.delete(
    '/:id',
    describe({ summary: 'Moves an item to the trash', answers: { 204: empty } }),
    async (c) => {
      await items.remove(itemId(c.req.param('id')));
      return c.body(null, 204);
    },
  );

  app.post(
    '/:id/restore',
    describe({
      summary: 'Brings an item back from the trash',
      answers: { 200: json('Item') },
      problems: ['conflict', 'item_outgrown'],
    }),
    async (c) => c.json(await items.restore(itemId(c.req.param('id')))),
  );

  return app;
}

function itemId(raw: string): string {
  const id = raw.toLowerCase();
  if (!isItemId(id)) throw noItem();
  return id;
}

function noItem(): BriqueError {
  return new BriqueError('not_found', 'There is no such item.');
}

function invalidInput(errors: ConstructorParameters<typeof BriqueError>[2] = []): BriqueError {
  return new BriqueError('invalid_input', errors[0]?.message ?? 'This item is not valid.', errors);
}
