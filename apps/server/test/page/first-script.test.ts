import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const CLIENT = fileURLToPath(new URL('../../../web/dist/client/', import.meta.url));

/** What has to be fetched and run before a page shows its content; everything else comes when it is needed. */
const MAX_BYTES = 200_000;

/** A part of Vite's build manifest. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

test.each([
  ['Home', 'home-route'],
  ['the inventory', 'inventory-route'],
])('the first scripts of %s are at most 200 KB, gzipped', (_, route) => {
  const chunks = JSON.parse(readFileSync(`${CLIENT}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>;
  const files = new Set<string>();
  const need = (name: string) => {
    const { file, imports = [] } = chunks[name] ?? missing(name);
    if (files.has(file)) return;
    files.add(file);
    imports.forEach(need);
  };
  need('index.html');
  need(`src/app/routes/${route}.tsx`);
  const sizes = [...files].map((file) => ({ file, bytes: gzipSync(readFileSync(CLIENT + file)).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(MAX_BYTES);
});

function missing(name: string): never {
  throw new Error(`The build has no ${name}.`);
}
