import { LIMITS, type SessionInfo } from '@brique/shared';
import { type Context, Hono } from 'hono';
import type { Access } from '../../../usecases/access/access.js';
import { readJsonBody } from '../body.js';
import { fields, invalidField } from '../fields.js';
import { describe, empty, json, object, text } from '../openapi/describe.js';
import type { SessionCookie, UiEnv } from '../password-guard.js';

/** Enough for two passwords; anybody can send one. */
const MAX_BODY = 16 * LIMITS.passwordLength;

const addressOf = (c: Context<UiEnv>) => c.env?.remoteAddress ?? '';

/** Signing in and out. */
export function sessionRoutes(access: Access, cookie: SessionCookie): Hono<UiEnv> {
  const app = new Hono<UiEnv>();

  app.get(
    '/',
    describe({
      summary: 'Whether a password is set, and whether this browser is signed in',
      details: 'Needs no session.',
      answers: { 200: json('SessionInfo') },
    }),
    (c) => c.json(access.info(cookie.read(c)) satisfies SessionInfo),
  );

  app.post(
    '/',
    describe({
      summary: 'Signs in with the password',
      details:
        'The answer sets a cookie, which goes with every other call: `curl -c jar -b jar`. It lasts 30 days from its last use, until the ' +
        'password changes or Brique stops. After some wrong passwords there is a wait; `Retry-After` says how many seconds.',
      body: json(object({ password: text })),
      answers: { 204: empty },
      problems: ['password_wrong', 'conflict', 'too_many_requests'],
    }),
    async (c) => {
      const { password } = fields(await readJsonBody(c, MAX_BODY), ['password']);
      if (typeof password !== 'string' || password === '') {
        throw invalidField('password', 'required', 'Give the password.');
      }
      const token = await access.signIn(password, addressOf(c));
      // Whoever signs in again has one session, not two.
      access.signOut(cookie.read(c));
      cookie.set(c, token);
      return c.body(null, 204);
    },
  );

  app.delete('/', describe({ summary: 'Signs this browser out', answers: { 204: empty } }), (c) => {
    access.signOut(cookie.read(c));
    cookie.clear(c);
    return c.body(null, 204);
  });

  return app;
}

/** The password itself: it goes in and never comes out. */
export function passwordRoutes(access: Access, cookie: SessionCookie): Hono<UiEnv> {
  const app = new Hono<UiEnv>();
  app.put(
    '/',
    describe({
      summary: 'Sets, changes or takes away the password of the page',
      details:
        '`current` is needed when one is set. With `password: null` none is asked for any more, which only a page on this computer alone ' +
        'can do. All browsers are signed out, but the one that asked.',
      body: json(object({ current: text, password: { type: ['string', 'null'] } }, ['password'])),
      answers: { 204: empty },
      problems: ['conflict', 'too_many_requests'],
    }),
    async (c) => {
      const { current, password } = fields(await readJsonBody(c, MAX_BODY), ['current', 'password']);
      const token = await access.change(current, password, addressOf(c));
      if (token === null) cookie.clear(c);
      else cookie.set(c, token);
      return c.body(null, 204);
    },
  );
  return app;
}
