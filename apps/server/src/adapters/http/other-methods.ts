import type { Context, Hono } from 'hono';
import { BriqueError } from '../../usecases/brique-error.js';
import type { UiEnv } from './password-guard.js';
import { onNotFound, problemResponse } from './problem.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * What is answered where no call was found: to OPTIONS which methods a path has, to a method that it does not have 405, and 404 for a
 * path that there is not.
 * @param app with all its routes
 */
export function onOtherMethod(app: Hono<UiEnv>) {
  return (c: Context): Response => {
    const allowed = METHODS.filter((method) => hasCall(app, method, c.req.path));
    if (allowed.length === 0) return onNotFound();
    const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
    const message = `This call takes ${allowed.join(', ')}, not ${c.req.method}.`;
    const response = problemResponse(new BriqueError('method_not_allowed', message));
    response.headers.set('allow', allow);
    return response;
  };
}

/** Middlewares and the catch-alls match every method; they are no calls. */
function hasCall(app: Hono<UiEnv>, method: string, path: string): boolean {
  return app.router
    .match(method, path)[0]
    .some(([[, route]]) => route.method === method && !route.path.endsWith('*'));
}
