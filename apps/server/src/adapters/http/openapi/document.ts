import type { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import type { ErrorCode } from '../../../usecases/brique-error.js';
import type { UiEnv } from '../password-guard.js';
import { statusOf } from '../problem.js';
import { PROBLEMS, type Schema, type } from './describe.js';

/** An OpenAPI 3.1 document, as far as we look into it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

interface Operation {
  tags?: string[];
  readonly summary?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Record<string, unknown> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
  [PROBLEMS]?: readonly ErrorCode[];
}

const UNSAFE = new Set(['post', 'put', 'patch', 'delete']);

/**
 * Describes the UI API as it is: the routes are those of the running app, the types those of packages/shared.
 * @param app with all its routes
 * @param types JSON schemas by type name, as the build writes them
 */
export async function openApiDocument(
  app: Hono<UiEnv>,
  types: Record<string, Schema>,
): Promise<OpenApiDocument> {
  const generated = await generateSpecs(app, {
    documentation: {
      openapi: '3.1.0',
      info: {
        title: 'Brique',
        version: '1',
        description:
          'The API that the page of an instance is made of, for its owner’s own scripts. It answers on this computer only, ' +
          'unless its owner put it on the network; where a password is set, every call needs a session (`POST /session`). ' +
          'Failures are `application/problem+json` (RFC 9457) whose `code` is stable. Times are ISO 8601 UTC with milliseconds.',
      },
    },
    excludeStaticFile: false,
  });
  const paths = generated.paths as unknown as OpenApiDocument['paths'];
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) complete(path, method, operation);
  }
  return { ...generated, paths, components: { schemas: componentSchemas(types) } };
}

/** Adds to an operation what follows from its path, its method and its form. */
function complete(path: string, method: string, operation: Operation): void {
  operation.tags = [path.split('/')[3] ?? 'health'];
  const body = operation.requestBody?.content ?? {};
  const codes: ErrorCode[] = [
    'not_trusted',
    ...(path.startsWith('/api/') ? (['password_required'] as const) : []),
    'internal',
    'database_damaged',
    ...(path.includes('{') ? (['not_found'] as const) : []),
    ...(operation.parameters?.some((parameter) => parameter.in === 'query') ? (['malformed'] as const) : []),
    ...('application/json' in body
      ? (['malformed', 'invalid_input', 'too_large', 'unsupported_type'] as const)
      : []),
    ...(UNSAFE.has(method) ? (['disk_full'] as const) : []),
    ...(operation[PROBLEMS] ?? []),
  ];
  delete operation[PROBLEMS];
  for (const status of new Set(codes.map(statusOf))) {
    const alike = new Set(codes.filter((code) => statusOf(code) === status));
    operation.responses[status] = {
      description: [...alike].map((code) => `\`${code}\``).join(', '),
      // A route may know more of a problem.
      content: operation.responses[status]?.content ?? {
        'application/problem+json': { schema: type('Problem') },
      },
    };
  }
}

/** The generator's definitions, moved to where OpenAPI has them; it also lists functions, which begin with a small letter. */
function componentSchemas(types: Record<string, Schema>): Record<string, Schema> {
  const moved = JSON.stringify(types).replaceAll('"#/definitions/', '"#/components/schemas/');
  const schemas = JSON.parse(moved) as Record<string, Schema>;
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => /^[A-Z]/.test(name)));
}
