import type { MiddlewareHandler } from 'hono';
import { BriqueError } from '../../usecases/brique-error.js';
import { problemResponse } from './problem.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Who may talk to the UI listener, checked on each request, before anything else:
 * - the Host must be one of ours, to the letter: a page whose name was made to point at this computer (DNS rebinding)
 *   names itself there;
 * - a call of the API, and whatever else changes something, must come from our own page, or from a program that is no browser (CSRF).
 *   Reading is no exception: who reads the feed is given a cursor, which is kept, and how long an answer takes tells something.
 * @param hosts allowed values of the Host header, e.g. `localhost:8080`; asked on each request, for port 0 is known late
 */
export function uiGuard(hosts: () => ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host')?.toLowerCase() ?? '';
    if (!hosts().has(host)) {
      return problemResponse(
        new BriqueError(
          'not_trusted',
          'This address is not one of Brique’s. Open the address that it printed at start.',
        ),
      );
    }
    const isPage = SAFE_METHODS.has(c.req.method) && !c.req.path.startsWith('/api/v1/');
    if (!isPage && !isOwnOrigin(c.req.header('origin'), c.req.header('sec-fetch-site'), host)) {
      return problemResponse(new BriqueError('not_trusted', 'Another site may not call anything here.'));
    }
    return next();
  };
}

/** Browsers send Origin with every unsafe request, and Sec-Fetch-Site with all of them; programs send neither. */
function isOwnOrigin(origin: string | undefined, site: string | undefined, host: string): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === `http://${host}`;
}

/** The page may load from here and nowhere else. Styles carry a nonce, for the component library injects some. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Of what a browser may ask people for, the page needs the camera, to scan labels. Features that Chromium does not know it warns of. */
const PERMISSIONS_POLICY = [
  'camera=(self)',
  ...[
    'accelerometer',
    'display-capture',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
].join(', ');

/** Headers of every answer of the UI listener; a page brings its own policy. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has('content-security-policy')) {
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
  }
  headers.set('permissions-policy', PERMISSIONS_POLICY);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
};
