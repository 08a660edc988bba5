import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { contentSecurityPolicy } from './guards.js';
import { createPacker } from './packed-files.js';
import { createPreloads } from './preloads.js';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.json': 'application/json',
};

/** Built names carry a hash of their content; the others may change with the next version. */
const KEPT = 'public, max-age=31536000, immutable';
/** Browsers ask for the page's picture whenever its address changes, with each letter of a search. */
const KEPT_A_DAY = 'public, max-age=86400';
const PICTURES = new Set(['.svg', '.png', '.ico']);

/** Files that run or show by themselves, so that the policy of plain files, which forbids everything, would stop them. */
const POLICIES: Record<string, string> = {
  // The service worker fetches what it keeps.
  '/sw.js': "default-src 'none'; script-src 'self'; connect-src 'self'",
  // What the service worker shows when no server answers: kept by browsers, so it has no nonce and no style but its file's.
  '/offline.html':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/**
 * The page: built files as they are, and index.html for every path that the page routes itself.
 * @param dir folder of the built page
 */
export function spa(dir: string): Hono {
  const app = new Hono();
  const preloads = createPreloads(dir);
  // A phone on the home network loads a third of the bytes. Answers of the API stay as they are: they are small and many.
  app.use(compress());
  const pack = createPacker();
  app.get('*', async (c) => {
    const path = normalize(decodePath(c.req.path));
    const type = path === '/offline.html' ? 'text/html; charset=utf-8' : TYPES[extname(path)];
    if (type !== undefined) {
      const file = join(dir, path);
      const content = file.startsWith(dir + sep) ? await readFile(file).catch(() => null) : null;
      if (content === null) return c.notFound();
      const isBuilt = path.startsWith(`${sep}assets${sep}`);
      const policy = POLICIES[path];
      const packed = isBuilt ? await pack(path, content, c.req.header('accept-encoding')) : null;
      return c.body(packed?.bytes ?? content, 200, {
        'content-type': type,
        'cache-control': isBuilt ? KEPT : PICTURES.has(extname(path)) ? KEPT_A_DAY : 'no-cache',
        ...(packed && { 'content-encoding': packed.encoding, vary: 'Accept-Encoding' }),
        ...(policy !== undefined && { 'content-security-policy': policy }),
      });
    }
    const html = await readFile(join(dir, 'index.html'), 'utf8').catch(() => null);
    if (html === null) return c.text('The page is not built. Run `npm run build`.', 503);
    const nonce = randomBytes(16).toString('base64');
    const page = html.replaceAll('__CSP_NONCE__', nonce).replace('</head>', `${await preloads(path)}</head>`);
    return c.html(page, 200, {
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'no-store',
    });
  });
  return app;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/';
  }
}
