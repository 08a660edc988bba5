import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './project.mjs';
import { digest, isDone, markDone } from './stamp.mjs';

/** JSON schemas of the UI API's types, by the names that packages/shared gives them. */
export const SCHEMAS = join(ROOT, 'packages/shared/dist/schemas.json');

/** Writes the JSON schemas of the types in packages/shared, when those have changed since the last time. */
export async function writeApiSchemas() {
  const now = digest(['packages/shared/src', 'scripts/lib/api-schemas.mjs', 'pnpm-lock.yaml']);
  if (existsSync(SCHEMAS) && isDone('schemas', now)) return;
  // Loaded late: it brings a TypeScript of its own, and most starts have nothing to generate.
  const { createGenerator } = await import('ts-json-schema-generator');
  const generator = createGenerator({
    path: join(ROOT, 'packages/shared/src/*.ts'),
    tsconfig: join(ROOT, 'packages/shared/tsconfig.json'),
    type: '*',
    topRef: true,
    // `tsc -b` has checked them.
    skipTypeCheck: true,
    // A field that nobody described is a mistake, which the tests then see.
    additionalProperties: false,
  });
  const { definitions = {} } = generator.createSchema('*');
  mkdirSync(dirname(SCHEMAS), { recursive: true });
  writeFileSync(SCHEMAS, JSON.stringify(definitions, null, 1));
  markDone('schemas', now);
}

/** For Vitest: the tests hold answers against the types as they stand, whatever was built last. */
export default writeApiSchemas;
