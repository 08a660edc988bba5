import { LIMITS, SYNC_ERROR_CODES } from '@brique/shared';
import { Hono } from 'hono';
import type { Differences } from '../../../usecases/peers/differences.js';
import type { Peers } from '../../../usecases/peers/peers.js';
import type { Sessions } from '../../../usecases/sync/sessions.js';
import { readJsonBody } from '../body.js';
import { fields, invalidField } from '../fields.js';
import { describe, empty, json, limit, list, object, text, type } from '../openapi/describe.js';
import { limitParam, textParam } from '../query.js';

export function peerRoutes(peers: Peers, sessions: Sessions, differences: Differences): Hono {
  const app = new Hono();

  app.get(
    '/',
    describe({ summary: 'Instances that we know or see', answers: { 200: json(list(type('Peer'))) } }),
    async (c) => c.json(await peers.list()),
  );

  app.post(
    '/',
    describe({
      summary: 'Adds an instance by its address, `host:port`, after reading its identity',
      body: json(object({ address: text })),
      answers: { 201: json('Peer') },
      problems: ['peer_unreachable', 'peer_refused', 'conflict'],
    }),
    async (c) => {
      const { address } = fields(await readJsonBody(c), ['address']);
      if (typeof address !== 'string' || address.trim() === '') {
        throw invalidField(
          'address',
          'required',
          'Give the address as host:port, such as 192.168.1.20:9080.',
        );
      }
      return c.json(await peers.add(address.trim()), 201);
    },
  );

  app.patch(
    '/:id',
    describe({
      summary:
        'Approves, revokes or renames an instance, or leaves it out of automatic synchronisation (`autoSync`)',
      details:
        '`scope` and `trustedUntil` are the terms of the trust: `guest` reads, and its changes are not applied.',
      body: json(
        object(
          {
            ...{ isTrusted: { type: 'boolean' }, name: text, autoSync: { type: 'boolean' } },
            ...{ scope: { enum: ['household', 'guest'] }, trustedUntil: { type: ['string', 'null'] } },
          },
          [],
        ),
      ),
      answers: { 200: json('Peer') },
      problems: ['peer_unreachable', 'identity_mismatch', 'conflict'],
    }),
    async (c) => {
      const body = fields(await readJsonBody(c), ['isTrusted', 'name', 'autoSync', 'scope', 'trustedUntil']);
      const { isTrusted, name, autoSync, scope, trustedUntil } = body;
      if (isTrusted !== undefined && typeof isTrusted !== 'boolean') {
        throw invalidField('isTrusted', 'wrong_type', 'Give true to approve, false to revoke.');
      }
      if (name !== undefined && typeof name !== 'string') {
        throw invalidField('name', 'wrong_type', 'Give the name as text.');
      }
      if (autoSync !== undefined && typeof autoSync !== 'boolean') {
        throw invalidField('autoSync', 'wrong_type', 'Give true or false.');
      }
      const changes = {
        ...(isTrusted !== undefined && { isTrusted }),
        ...(name !== undefined && { name }),
        ...(autoSync !== undefined && { autoSync }),
        ...{ scope, trustedUntil },
      };
      return c.json(await peers.change(c.req.param('id'), changes));
    },
  );

  app.delete(
    '/:id',
    describe({ summary: 'Forgets an instance; the history keeps its name', answers: { 204: empty } }),
    async (c) => {
      await peers.remove(c.req.param('id'));
      return c.body(null, 204);
    },
  );

  app.get(
    '/:id/differences',
    describe({
      summary: 'Items that are not the same there and here, and why, as far as it is known here',
      query: { limit: limit(20, LIMITS.pageSize), cursor: text },
      answers: { 200: json('DifferencesPage') },
    }),
    async (c) =>
      c.json(await differences.page(c.req.param('id'), limitParam(c, 20), textParam(c, 'cursor') ?? null)),
  );

  app.post(
    '/:id/sync',
    describe({
      summary: 'Synchronises with an instance and answers when it is done',
      answers: { 200: json('SyncResult') },
      problems: SYNC_ERROR_CODES,
    }),
    async (c) => c.json(await sessions.syncWithPeer(c.req.param('id'), 'manual')),
  );

  app.delete(
    '/:id/sync',
    describe({ summary: 'Stops a running synchronisation', answers: { 204: empty } }),
    (c) => {
      sessions.cancel(c.req.param('id'));
      return c.body(null, 204);
    },
  );

  return app;
}
