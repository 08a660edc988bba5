import fc from 'fast-check';
import type { Schema } from '../../src/adapters/http/openapi/describe.js';

/** Plain values for texts: also the formats that the API reads. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('Drill', 'name', 'fr', '2026-01-02', '2026-12-31T18:00:00.000Z', '192.0.2.7:9080', ''),
);
/** How deep values go; further in, what is optional is left out. */
const MAX_DEPTH = 4;

/**
 * Values that a JSON schema describes.
 * @param schemas by name, for its references
 */
export function valuesOf(schema: Schema, schemas: Record<string, Schema>, depth = 0): fc.Arbitrary<unknown> {
  const within = (inner: Schema) => valuesOf(inner, schemas, depth + 1);
  if (typeof schema.$ref === 'string') {
    return valuesOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, depth);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (choices !== undefined) return fc.oneof(...choices.map(within));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => valuesOf({ ...schema, type }, schemas, depth)));
  }
  switch (schema.type) {
    case 'string':
      return text;
    case 'number':
    case 'integer':
      return fc.integer({ min: 0, max: 1000 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return depth > MAX_DEPTH
        ? fc.constant([])
        : fc.array(within((schema.items ?? {}) as Schema), { maxLength: 3 });
    case 'object':
      return objectsOf(schema, within, depth);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectsOf(schema: Schema, within: (inner: Schema) => fc.Arbitrary<unknown>, depth: number) {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const required = new Set((schema.required ?? []) as string[]);
  const kept = properties.filter(([name]) => depth <= MAX_DEPTH || required.has(name));
  const known = fc.record(Object.fromEntries(kept.map(([name, inner]) => [name, within(inner)])), {
    requiredKeys: kept.map(([name]) => name).filter((name) => required.has(name)),
  });
  const more = schema.additionalProperties;
  if (typeof more !== 'object' || more === null || depth > MAX_DEPTH) return known;
  const others = fc.dictionary(fc.string({ maxLength: 8 }), within(more as Schema), { maxKeys: 2 });
  return fc.tuple(known, others).map(([a, b]) => ({ ...b, ...a }));
}
