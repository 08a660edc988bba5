import type { TestApp } from './build-app.js';

/** Strong enough, and nobody's. */
export const PASSWORD = 'velours tonneau brouette 71';

/** `name=token` of an answer's cookie; null when it sets none. */
export function cookieOf(response: Response): string | null {
  return response.headers.get('set-cookie')?.split(';')[0] ?? null;
}

export function signIn(app: TestApp, password: unknown, from?: string): Promise<Response> {
  return app.ui('/api/v1/session', jsonOf('POST', { password }), from);
}

/** @returns the Cookie header of a browser that is signed in */
export async function signedIn(app: TestApp): Promise<string> {
  const cookie = cookieOf(await signIn(app, PASSWORD));
  if (cookie === null) throw new Error('signing in set no cookie');
  return cookie;
}

export function jsonOf(method: string, body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}
