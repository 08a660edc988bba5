import type { MiddlewareHandler } from 'hono';
import { describeRoute } from 'hono-openapi';
import type { ErrorCode } from '../../../usecases/brique-error.js';

/** A JSON schema, as far as descriptions of routes need one. */
export type Schema = Readonly<Record<string, unknown>>;

/** Media type → the schema of what is sent under it. */
export type Content = Readonly<Record<string, Schema>>;

/** What one route of the UI API is for, takes and answers. It stands between the route's path and its handler. */
export interface RouteDescription {
  /** One sentence without a full stop. */
  readonly summary: string;
  /** What else a caller should know; Markdown. */
  readonly details?: string;
  /** Parameters of the query, all of them optional. */
  readonly query?: Readonly<Record<string, Schema>>;
  readonly body?: Content;
  /** Status → what is answered; `empty` when nothing is. */
  readonly answers: Readonly<Record<number, Content>>;
  /**
   * Problems beyond those that follow from the call's form: a path with an id may be `not_found`, a query `malformed`, a JSON body
   * `malformed`, `invalid_input`, `too_large` or `unsupported_type`, a write `disk_full`.
   */
  readonly problems?: readonly ErrorCode[];
}

/** Where the document finds the problems of an operation; replaced by responses there. */
export const PROBLEMS = 'x-problems';

/** @returns a middleware that does nothing but carry the description to `openApiDocument` */
export function describe(route: RouteDescription): MiddlewareHandler {
  const { summary, details, query = {}, body, answers, problems = [] } = route;
  return describeRoute({
    summary,
    ...(details !== undefined && { description: details }),
    parameters: Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema })),
    ...(body !== undefined && { requestBody: { required: true, content: contentOf(body) } }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, content]) => [
        status,
        { description: summary, ...(content !== empty && { content: contentOf(content) }) },
      ]),
    ),
    // Spread, for the type knows no extensions.
    ...{ [PROBLEMS]: problems },
  });
}

function contentOf(content: Content) {
  return Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }]));
}

/** A type of packages/shared, by its name. */
export function type(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

/** JSON of a type of packages/shared, by its name, or of a schema. */
export function json(content: string | Schema): Content {
  return { 'application/json': typeof content === 'string' ? type(content) : content };
}

/** A problem of one of these types. */
export function problem(...names: readonly string[]): Content {
  return { 'application/problem+json': { anyOf: names.map(type) } };
}

/** An object with these members and no others. */
export function object(
  properties: Readonly<Record<string, Schema>>,
  required = Object.keys(properties),
): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

export const empty: Content = {};
export const text: Schema = { type: 'string' };
export const flag: Schema = { type: 'string', enum: ['0', '1', 'true', 'false'] };

export function choice(...values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

export function limit(fallback: number, maximum: number): Schema {
  return { type: 'integer', minimum: 1, maximum, default: fallback };
}
