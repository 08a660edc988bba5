import { type ApiDocument, type Call, resolved, type Schema } from './api-document.js';

/** Types point to each other; deeper than this an example explains nothing. */
const DEEPEST = 4;

/**
 * @param origin of this page, e.g. `http://localhost:8080`
 * @returns a command for a terminal that makes the call, with made-up values where some are needed
 */
export function exampleCall(call: Call, document: ApiDocument, origin: string): string {
  const { method, path, requestBody } = call;
  const words = ['curl', ...(method === 'GET' ? [] : ['-X', method])];
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  // What takes a whole file takes it as CSV, too.
  if (requestBody && 'text/csv' in requestBody.content) {
    words.push("-H 'content-type: text/csv'", '--data-binary @items.csv');
  } else if (type !== undefined && content) {
    words.push(`-H 'content-type: ${type}'`, `-d '${JSON.stringify(exampleOf(content.schema, document))}'`);
  }
  return [...words, `'${origin}${path.replace(/\{(\w+)\}/g, '<$1>')}'`].join(' ');
}

/** @returns a value of the type: of objects the fields that are required, or the first when none is */
function exampleOf(schema: Schema, document: ApiDocument, depth = 0): unknown {
  const found = resolved(schema, document);
  if (found.const !== undefined) return found.const;
  if (found.default !== undefined) return found.default;
  if (found.enum) return found.enum[0];
  if (found.anyOf?.[0]) return exampleOf(found.anyOf[0], document, depth);
  const type = typeof found.type === 'string' ? found.type : found.type?.[0];
  switch (type) {
    case 'object': {
      const all = Object.keys(found.properties ?? {});
      const keys = found.required?.length ? found.required : all.slice(0, 1);
      if (depth >= DEEPEST) return {};
      return Object.fromEntries(
        keys.map((key) => [key, exampleOf(found.properties?.[key] ?? {}, document, depth + 1)]),
      );
    }
    case 'array':
      return depth >= DEEPEST ? [] : [exampleOf(found.items ?? {}, document, depth + 1)];
    case 'number':
    case 'integer':
      return found.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return '…';
  }
}
