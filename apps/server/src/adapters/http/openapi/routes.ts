import { readFile } from 'node:fs/promises';
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
