import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';
import type { UiEnv } from '../password-guard.js';
import { describe, json, type Schema } from './describe.js';
import { type OpenApiDocument, openApiDocument } from './document.js';

/**
 * `GET /openapi.json`.
 * @param app asked at the first call, when all its routes are there
 * @param schemasFile JSON schemas of packages/shared, written by the build
 */
export function openApiRoutes(app: Hono<UiEnv>, schemasFile: string): Hono {
  let document: Promise<OpenApiDocument> | undefined;
  const read = async () =>
    openApiDocument(app, JSON.parse(await readFile(schemasFile, 'utf8')) as Record<string, Schema>);
  const routes = new Hono();
  routes.get(
    '/openapi.json',
    describe({ summary: 'This description, as OpenAPI 3.1', answers: { 200: json({ type: 'object' }) } }),
    async (c) => {
      document ??= read();
      return c.json(await document);
    },
  );
  return routes;
}

/** Swagger UI's own files, and ours that start it. */
const ASSETS: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const START = `const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#api',
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
});
`;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Brique API</title>
<link rel="icon" href="/brique.svg">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

/** Everything from here; the bundle sets some styles as attributes. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that shows the description and tries calls out. */
export function docsRoutes(): Hono {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const app = new Hono();
  app.get('/', (c) => c.html(PAGE, 200, { 'content-security-policy': POLICY, 'cache-control': 'no-cache' }));
  app.get('/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/:file', async (c) => {
    const file = c.req.param('file');
    const type = Object.hasOwn(ASSETS, file) ? ASSETS[file] : undefined;
    if (type === undefined) return c.notFound();
    const content = await readFile(join(folder, file));
    return c.body(content, 200, { 'content-type': type, 'cache-control': 'no-cache' });
  });
  return app;
}
