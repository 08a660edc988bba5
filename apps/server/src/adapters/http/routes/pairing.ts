import type { GridKeyInfo, InviteInfo, TrustTerms } from '@brique/shared';
import { Hono } from 'hono';
import type { Grid } from '../../../usecases/pairing/grid.js';
import type { Pairing } from '../../../usecases/pairing/pairing.js';
import { checkTerms } from '../../../usecases/peers/trust-terms.js';
import { readJsonBody } from '../body.js';
import { fields, invalidField } from '../fields.js';
import { describe, empty, json, list, object, text, type } from '../openapi/describe.js';

const TERMS = {
  scope: { enum: ['household', 'guest'] },
  until: { type: ['string', 'null'], format: 'date-time' },
};

/** Invites and the grid key, for the owner. @param now wall clock, ms since 1970 */
export function pairingRoutes(pairing: Pairing, grid: Grid, now: () => number): Hono {
  const app = new Hono();
  const termsOf = ({ scope, until }: { scope?: unknown; until?: unknown }): TrustTerms =>
    checkTerms({ scope: scope ?? 'household', until: until ?? null }, now());
  const invites: Record<string, unknown> = { anyOf: [type('InviteInfo'), { type: 'null' }] };

  app.get(
    '/invite',
    describe({
      summary: 'The latest invite and what became of it, or null',
      answers: { 200: { 'application/json': invites } },
    }),
    async (c) => c.json((await pairing.invite()) satisfies InviteInfo | null),
  );

  app.post(
    '/invite',
    describe({
      summary: 'Opens an invite for one instance; the one before ends',
      body: json(object(TERMS, [])),
      answers: { 201: json('InviteInfo') },
    }),
    async (c) =>
      c.json(await pairing.openInvite(termsOf(fields(await readJsonBody(c), ['scope', 'until']))), 201),
  );

  app.delete('/invite', describe({ summary: 'Ends the open invite', answers: { 204: empty } }), (c) => {
    pairing.withdrawInvite();
    return c.body(null, 204);
  });

  app.post(
    '/accept',
    describe({
      summary: 'Accepts another instance’s invite: both trust each other from then on',
      body: json(object({ invite: text, ...TERMS }, ['invite'])),
      answers: { 201: json('Peer') },
      problems: [
        'invite_unknown',
        'invite_used',
        'invite_expired',
        'peer_unreachable',
        'identity_mismatch',
        'peer_refused',
      ],
    }),
    async (c) => {
      const body = fields(await readJsonBody(c), ['invite', 'scope', 'until']);
      if (typeof body.invite !== 'string' || body.invite.trim() === '') {
        throw invalidField('invite', 'required', 'Paste the invite that the other instance shows.');
      }
      return c.json(await pairing.accept(body.invite, termsOf(body)), 201);
    },
  );

  app.get(
    '/grid-key',
    describe({ summary: 'The grid key, and who came by it', answers: { 200: json('GridKeyInfo') } }),
    async (c) => c.json((await grid.info()) satisfies GridKeyInfo),
  );

  app.put(
    '/grid-key',
    describe({
      summary: 'Sets the grid key: 12 words, a link or a passphrase; without `key` a new one is made',
      body: json(object({ key: text }, [])),
      answers: { 200: json('GridKeyInfo') },
    }),
    async (c) => {
      const { key } = fields(await readJsonBody(c), ['key']);
      if (key !== undefined && typeof key !== 'string') {
        throw invalidField('key', 'wrong_type', 'Give the key as text, or leave it out to have one made.');
      }
      await grid.set(key ?? null);
      return c.json((await grid.info()) satisfies GridKeyInfo);
    },
  );

  app.delete(
    '/grid-key',
    describe({ summary: 'Takes the grid key away; who came by it stays', answers: { 204: empty } }),
    async (c) => {
      await grid.clear();
      return c.body(null, 204);
    },
  );

  app.post(
    '/grid-key/revoke',
    describe({
      summary: 'Revokes those that came by a grid key: those of `ids`, or without it all',
      body: json(object({ ids: list(text) }, [])),
      answers: { 200: json(object({ revoked: { type: 'integer' } })) },
    }),
    async (c) => {
      const { ids } = fields(await readJsonBody(c), ['ids']);
      if (ids !== undefined && !isTexts(ids)) {
        throw invalidField(
          'ids',
          'wrong_type',
          'Give the ids of instances as a list, or leave it out for all.',
        );
      }
      return c.json({ revoked: await grid.revokeAdmitted(ids) });
    },
  );

  return app;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
