import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A part of Vite's build manifest. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

/** The page's parts that are worth asking for with the page itself, by where they are shown. */
const PARTS: Readonly<Record<string, string>> = { '/inventory': 'src/app/routes/inventory-route.tsx' };

/**
 * Links that have a page's own part fetched together with what every page needs, instead of after it.
 * @param dir folder of the built page
 * @returns for a path of the page its `<link>` elements; '' where there are none, or the build has no manifest
 */
export function createPreloads(dir: string): (path: string) => Promise<string> {
  let manifest: Promise<Record<string, Chunk>> | null = null;
  const read = async () => {
    const text = await readFile(join(dir, '.vite/manifest.json'), 'utf8').catch(() => '{}');
    return JSON.parse(text) as Record<string, Chunk>;
  };
  return async (path) => {
    const part = PARTS[path];
    if (part === undefined) return '';
    manifest ??= read();
    const chunks = await manifest;
    const files = [...needed(chunks, part)].flatMap((name) => chunks[name]?.file ?? []);
    return files.map((file) => `<link rel="modulepreload" href="/${file}">`).join('');
  };
}

/** A chunk and all that it imports, the entry aside, which the page names itself. */
function needed(chunks: Record<string, Chunk>, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name) || name === 'index.html') return found;
  found.add(name);
  for (const imported of chunks[name]?.imports ?? []) needed(chunks, imported, found);
  return found;
}
