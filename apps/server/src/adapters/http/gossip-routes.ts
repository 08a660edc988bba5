import { type BatchResult, LIMITS, PROTOCOL_VERSION, type SyncInfo } from '@brique/shared';
import { type Context, Hono } from 'hono';
import { BriqueError } from '../../usecases/brique-error.js';
import { isoTime } from '../../usecases/clock.js';
import {
  claimsFromWire,
  claimToWire,
  fetchFromWire,
  MAX_CLAIMS,
  printsToWire,
  proofRequestFromWire,
  record,
  sessionRequestFromWire,
} from '../../usecases/gossip/wire.js';
import type { Responder } from '../../usecases/sync/responder.js';
import type { Caller } from '../../usecases/sync/responding.js';
import type { SyncContext } from '../../usecases/sync/sync-context.js';
import { bodyChunks, mediaType, parseJson, readJsonBody, streamResponse } from './body.js';
import { describe, json, limit, list, object, text } from './openapi/describe.js';
import { limitParam, textParam } from './query.js';

const NDJSON = 'application/x-ndjson';
const MAX_CHANGES = 1000;

/** Who calls; the app in front has decided that it may. */
export type GossipEnv = { Variables: { partner: Caller & { lastSync: string | null } } };

/** The calls of `info`, `changes` and `batch`, which the owner may use too. */
export function exchangeRoutes(context: SyncContext, responder: Responder): Hono<GossipEnv> {
  const app = new Hono<GossipEnv>();
  const { store } = context.replica;

  app.get(
    '/items/changes',
    describe({
      summary: 'What changed since a cursor or a time',
      details: `With \`Accept: ${NDJSON}\` a stream of items and cursors, otherwise a page. docs/protocol.md describes both.`,
      query: { since: text, limit: limit(MAX_CHANGES, MAX_CHANGES) },
      answers: { 200: { ...json('ChangeSet'), [NDJSON]: text } },
      problems: ['cursor_unknown'],
    }),
    async (c) => {
      const partner = c.get('partner');
      const since = textParam(c, 'since') ?? null;
      if (!wantsJson(c)) {
        return streamResponse(await responder.changes(partner, since), { 'content-type': NDJSON });
      }
      const limit = limitParam(c, MAX_CHANGES, MAX_CHANGES);
      const page = await responder.changePage(partner, since, limit);
      return c.body(
        `{"changes":[${page.lines.replaceAll('\n', ',')}],"cursor":${JSON.stringify(page.cursor)},"more":${page.more}}`,
        200,
        { 'content-type': 'application/json' },
      );
    },
  );

  app.post(
    '/items/batch',
    describe({
      summary: 'Applies a batch of items',
      body: {
        ...json(object({ changes: list({}), cursor: { type: ['string', 'null'] } }, ['changes'])),
        [NDJSON]: text,
      },
      answers: { 200: json('BatchResult') },
    }),
    async (c) => {
      const type = mediaType(c);
      if (type !== NDJSON && type !== 'application/json') {
        throw new BriqueError('unsupported_type', `Send items as ${NDJSON} or application/json.`);
      }
      const body = bodyChunks(c, LIMITS.batchBodyBytes);
      const lines = type === NDJSON ? body : jsonBatchLines(body);
      return c.json((await responder.batch(c.get('partner'), lines)) satisfies BatchResult);
    },
  );

  app.get(
    '/info',
    describe({ summary: 'Who this instance is and what it holds', answers: { 200: json('SyncInfo') } }),
    async (c) => {
      const partner = c.get('partner');
      const info: SyncInfo = {
        ...ownInfo(context),
        itemCount: (await store.fingerprint()).count,
        lastSync: partner.lastSync,
        cursor: await store.heldCursor(partner.id),
      };
      return c.json(info);
    },
  );

  return app;
}

/** The calls of a session between trusted peers. */
export function sessionRoutes(responder: Responder): Hono<GossipEnv> {
  const app = new Hono<GossipEnv>();

  app.post('/sessions', async (c) =>
    c.json(await responder.open(c.get('partner'), sessionRequestFromWire(await readJsonBody(c)))),
  );

  app.post('/sessions/:id/proof', async (c) => {
    const request = proofRequestFromWire(await readJsonBody(c));
    const answer = await responder.prove(c.get('partner'), c.req.param('id'), request);
    return c.json({ ...answer, ...printsToWire(answer) });
  });

  app.post('/sessions/:id/abandon', async (c) => {
    const { code, message } = record(await readJsonBody(c), 'reason');
    const reason = { code: textOf(code).slice(0, 64), message: textOf(message).slice(0, 500) };
    await responder.abandon(c.get('partner'), c.req.param('id'), reason);
    return c.body(null, 204);
  });

  app.post('/items/fetch', async (c) => {
    const request = fetchFromWire(await readJsonBody(c));
    return streamResponse(responder.fetch(c.get('partner'), request), { 'content-type': NDJSON });
  });

  app.post('/reconcile', async (c) => {
    const { claims } = record(await readJsonBody(c), 'reconcile');
    const answer = await responder.reconcile(c.get('partner'), claimsFromWire(claims, MAX_CLAIMS));
    return c.json({ claims: answer.map(claimToWire) });
  });

  return app;
}

/** Why somebody gives up is only told on; what is no text says nothing. (An object could not even be made one.) */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What everybody may know. */
export function ownInfo({ replica, self }: SyncContext): SyncInfo {
  return {
    instanceId: replica.instanceId,
    instanceName: self().instanceName,
    protocol: PROTOCOL_VERSION,
    now: isoTime(replica.wall.now()),
  };
}

function wantsJson(c: Context): boolean {
  return !(c.req.header('accept') ?? '').includes(NDJSON);
}

/** `{changes, cursor?}` as the lines of the NDJSON form. */
async function* jsonBatchLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  // Items may nest as deep as a body may, below the batch's own levels; each is checked by itself.
  const { changes, cursor } = record(parseJson(Buffer.concat(chunks).toString('utf8')), 'batch');
  if (!Array.isArray(changes)) throw new BriqueError('malformed', 'Give `changes` as a list of items.');
  const lines = changes.map((change) => JSON.stringify(change));
  const end = JSON.stringify({ cursor: typeof cursor === 'string' ? cursor : null, end: true });
  yield new TextEncoder().encode([...lines, end].join('\n'));
}
