import { expect, it } from 'vitest';
import en from './en/first.js';
import fr from './fr/first.js';

const sources: Record<string, string> = import.meta.glob(['../**/*.{ts,tsx}', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The files that a file brings with it: what it imports, but not what it fetches later by `import()`. */
function broughtBy(path: string, found = new Set<string>()): Set<string> {
  const source = sources[path];
  if (source === undefined || found.has(path)) return found;
  found.add(path);
  for (const [, kind, target = ''] of source.matchAll(
    /^(import type )?(?:import|export|\}).*? ?from '(\.[^']+)\.js';$/gm,
  )) {
    if (kind) continue;
    const base = new URL(target, `file:///src/locales/${path}`).pathname.replace('/src/', '../');
    for (const name of [`${base}.ts`, `${base}.tsx`]) broughtBy(name, found);
  }
  return found;
}

it('the first view says nothing whose texts come later', () => {
  const files = new Set(
    ['../main.tsx', '../app/routes/inventory-route.tsx'].flatMap((path) => [...broughtBy(path)]),
  );
  expect(files.size).toBeGreaterThan(60);
  expect([...files]).toContain('../features/inventory/components/item-row.tsx');
  expect([...files]).not.toContain('../features/inventory/components/import-dialog.tsx');
  for (const file of files) {
    const said = [...(sources[file] ?? '').matchAll(/\bt\(\s*['`](\w+)\./g)].map(([, part]) => part ?? '');
    for (const part of said) expect(Object.keys(en), `${file} says ${part}`).toContain(part);
  }
});

it('is the same part of the page in both languages', () => {
  expect(Object.keys(fr).toSorted()).toEqual(Object.keys(en).toSorted());
});
