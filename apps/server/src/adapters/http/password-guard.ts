import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Access } from '../../usecases/access/access.js';
import { SESSION_DAYS } from '../../usecases/access/page-sessions.js';
import { BriqueError } from '../../usecases/brique-error.js';
import { problemResponse } from './problem.js';

/** What a call of the UI API may know of who makes it. */
export interface UiEnv {
  Bindings: { readonly remoteAddress?: string };
  Variables: { sessionEnded?: AbortSignal };
}

/** Where a browser keeps its session's token: out of the reach of scripts, and of every other site. */
export interface SessionCookie {
  read(c: Context): string | undefined;
  set(c: Context, token: string): void;
  clear(c: Context): void;
}

/** @param instanceId cookies know no ports, so that two instances on one computer need two names */
export function sessionCookie(instanceId: string): SessionCookie {
  const name = `brique-session-${instanceId.slice(0, 8)}`;
  const options = { httpOnly: true, sameSite: 'Strict', path: '/' } as const;
  return {
    read: (c) => getCookie(c, name),
    set: (c, token) => setCookie(c, name, token, { ...options, maxAge: SESSION_DAYS * 24 * 60 * 60 }),
    clear: (c) => {
      deleteCookie(c, name, options);
    },
  };
}

/** A part of the page, although it stands among the calls. */
export const DOCS_PATH = '/api/docs';

/** Asking whether one is signed in, and signing in. */
const OPEN_CALLS: ReadonlySet<string> = new Set([
  'GET /api/v1/session',
  'HEAD /api/v1/session',
  'POST /api/v1/session',
]);

/**
 * With a password set, every call needs a session: the whole API, its description, the events, the owner's gossip calls. Open are
 * signing in, `/health`, and the built files of the page, which are the same everywhere and hold nothing of anybody.
 */
export function passwordGuard(access: Access, cookie: SessionCookie): MiddlewareHandler<UiEnv> {
  return async (c, next) => {
    const { method, path } = c.req;
    const isFile = path === DOCS_PATH || (path !== '/api' && !path.startsWith('/api/'));
    if (!access.isPasswordSet() || isFile || OPEN_CALLS.has(`${method} ${path}`)) return next();
    const token = cookie.read(c);
    const session = access.admit(token);
    if (token === undefined || session === null) {
      return problemResponse(new BriqueError('password_required', 'Sign in with the password first.'));
    }
    c.set('sessionEnded', session.ended);
    await next();
    // Signing out clears it; then there is nothing to renew.
    if (session.isRenewed && !session.ended.aborted) cookie.set(c, token);
  };
}
