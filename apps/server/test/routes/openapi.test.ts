import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenApiDocument } from '../../src/adapters/http/openapi/document.js';
import { buildApp, type TestApp } from '../support/build-app.js';

let app: TestApp;
let document: OpenApiDocument;
beforeAll(async () => {
  app = await buildApp();
  document = (await app.api<OpenApiDocument>('GET', '/openapi.json')).body;
});
afterAll(() => app.close());

test('each route of the API is described, beside its handler', () => {
  const routes = app.routes.filter(
    ({ method, path }) => method !== 'ALL' && path !== '/api/docs' && path !== '/*',
  );
  const undescribed = routes
    .map(({ method, path }) => ({ method: method.toLowerCase(), path: path.replace(/:(\w+)/g, '{$1}') }))
    .filter(({ method, path }) => document.paths[path]?.[method]?.summary === undefined)
    .map(({ method, path }) => `${method} ${path}`);
  expect(routes.length).toBeGreaterThan(25);
  expect(undescribed).toEqual([]);
});

test('it is OpenAPI 3.1, and each reference leads somewhere', () => {
  expect(document.openapi).toBe('3.1.0');
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to ?? '');
  expect(references.length).toBeGreaterThan(50);
  const known = new Set(
    Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`),
  );
  expect([...new Set(references)].filter((to) => !known.has(to))).toEqual([]);
});

test('each parameter of a path is described', () => {
  for (const [path, operations] of Object.entries(document.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(operations)) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      expect([path, inPath.map(({ name }) => name)]).toEqual([path, names]);
    }
  }
});

test('an answer that is not as described fails the test that saw it', async () => {
  const answer = {
    status: 200,
    headers: new Headers({ 'content-type': 'application/json' }),
    body: { status: 'up' },
  };
  expect(() => app.conformance.check('GET', '/health', answer)).toThrow(/not as described/);
  expect(() => app.conformance.check('GET', '/health', { ...answer, status: 418 })).toThrow(/not described/);
  expect(() => app.conformance.check('GET', '/health', { ...answer, body: { status: 'ok' } })).not.toThrow();
});
