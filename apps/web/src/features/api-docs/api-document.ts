/** A JSON schema, as far as the page shows one. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly description?: string;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

/** An OpenAPI 3.1 document, as far as the page shows it. */
export interface ApiDocument {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One call, with its method in capitals and its path. */
export interface Call extends Operation {
  readonly method: string;
  readonly path: string;
}

export interface CallGroup {
  readonly name: string;
  readonly calls: readonly Call[];
}

/**
 * @param search words that a call's method, path or summary must all hold, without regard to case; '' for all calls
 * @returns the calls by the part of the API that they belong to, in the document's order; no group is empty
 */
export function callGroups(document: ApiDocument, search: string): CallGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Call[]>();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const call: Call = { ...operation, method: method.toUpperCase(), path };
      const text = `${call.method} ${path} ${call.summary ?? ''}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
      const name = call.tags?.[0] ?? '';
      groups.set(name, [...(groups.get(name) ?? []), call]);
    }
  }
  return [...groups].map(([name, calls]) => ({ name, calls }));
}

/** @returns the type's name when the schema points to one */
export function typeName({ $ref }: Schema): string | undefined {
  return $ref?.split('/').at(-1);
}

/** @returns the schema that is pointed to, or the schema itself */
export function resolved(schema: Schema, document: ApiDocument): Schema {
  const name = typeName(schema);
  return (name === undefined ? undefined : document.components.schemas[name]) ?? schema;
}
