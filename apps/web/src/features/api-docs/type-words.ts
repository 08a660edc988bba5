import { type Schema, typeName } from './api-document.js';

/** A piece of a type in words: as it stands, or the name of a type that can be looked up. */
export type TypeWord = string | { readonly name: string };

/** @returns the type as programmers write it, e.g. `string | null` or `Item[]` */
export function typeWords(schema: Schema): TypeWord[] {
  const name = typeName(schema);
  if (name !== undefined) return [{ name }];
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum) return [schema.enum.map((value) => JSON.stringify(value)).join(' | ')];
  if (schema.anyOf) return joined(schema.anyOf.map(typeWords), ' | ');
  if (Array.isArray(schema.type)) return [schema.type.join(' | ')];
  if (schema.type === 'array') {
    const items = typeWords(schema.items ?? {});
    return items.length === 1 ? [...items, '[]'] : ['(', ...items, ')[]'];
  }
  if (typeof schema.additionalProperties === 'object') {
    return ['{ [key]: ', ...typeWords(schema.additionalProperties), ' }'];
  }
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(([key, field]) => [`${key}: `, ...typeWords(field)]);
    return ['{ ', ...joined(fields, ', '), ' }'];
  }
  return [typeof schema.type === 'string' ? schema.type : 'any'];
}

function joined(parts: readonly TypeWord[][], between: string): TypeWord[] {
  return parts.flatMap((part, at) => (at === 0 ? part : [between, ...part]));
}
