import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from '../../src/adapters/http/openapi/document.js';

/** Holds answers against the description of the API. */
export interface Conformance {
  /**
   * @param path as it was asked for, query and all
   * @param answer `body` parsed when it is JSON
   * @throws Error when the call, its status or its body is not as described
   */
  check(method: string, path: string, answer: { status: number; headers: Headers; body: unknown }): void;
}

/** @param document of `GET /openapi.json` */
export function createConformance(document: OpenApiDocument): Conformance {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'api', components: document.components });
  const compiled = new Map<string, ValidateFunction>();
  const templates = Object.entries(document.paths).map(([template, operations]) => ({
    operations,
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    // "/items/export" before "/items/{id}".
    holes: template.split('{').length,
  }));
  templates.sort((a, b) => a.holes - b.holes);

  const schemaOf = (schema: unknown): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/');
    const known = compiled.get(text) ?? ajv.compile(JSON.parse(text));
    compiled.set(text, known);
    return known;
  };

  return {
    check(method, path, { status, headers, body }) {
      const [pathname = ''] = path.split(/[?#]/);
      const fitting = templates.filter(({ pattern }) => pattern.test(pathname));
      const operation = fitting.map(({ operations }) => operations[method.toLowerCase()]).find(Boolean);
      // A call that is none of ours is answered with a problem, like any other refusal.
      const response =
        operation?.responses[status] ?? (operation === undefined ? NO_CALL[status] : undefined);
      const call = `${method} ${pathname} → ${status}`;
      if (response === undefined) throw new Error(`${call} is not described: ${JSON.stringify(body)}`);
      const type = headers.get('content-type')?.split(';')[0]?.trim();
      if (type === undefined) {
        if (response.content !== undefined) throw new Error(`${call} is described with a body and has none`);
        return;
      }
      const schema = response.content?.[type]?.schema;
      if (schema === undefined) throw new Error(`${call} is not described as ${type}`);
      if (!type.endsWith('json')) return;
      const validate = schemaOf(schema);
      if (!validate(body)) {
        throw new Error(
          `${call} is not as described: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body)}`,
        );
      }
    },
  };
}

const problem = {
  description: '',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const NO_CALL: OpenApiDocument['paths'][string][string]['responses'] = {
  403: problem,
  404: problem,
  405: problem,
};
