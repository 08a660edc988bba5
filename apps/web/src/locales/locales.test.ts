import { SYNC_ERROR_CODES } from '@brique/shared';
import { describe, expect, it } from 'vitest';
import en from './en/index.js';
import fr from './fr/index.js';

interface Catalogue {
  [key: string]: string | Catalogue;
}

/** @returns every text under its full key */
function texts(catalogue: Catalogue, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [inner, text] of texts(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const withoutPlural = (key: string) => key.replace(PLURAL, '');
const languages = { en: texts(en), fr: texts(fr) };

/** Keys put together from a code at run time; each group is used as a whole. */
const BUILT_KEYS = [
  'sync.changes.kind',
  'differences.reason',
  'differences.why',
  'held.kind',
  'dashboard.recent',
  'detail.did',
  'detail.missing',
  'detail.the',
  'detail.there',
  'doctor.found',
  'doctor.next',
  'doctor.state',
  'fieldProblem',
  'firstStart.connect',
  'firstStart.items',
  'firstStart.name',
  'form.ownType',
  'health',
  'import.duplicate',
  'import.fault',
  'import.rowProblem',
  'import.source',
  'item',
  'labels.line',
  'labels.paper',
  'pairing.lengths',
  'pairing.scopeHint',
  'pairing.scopes',
  'problem',
  'scan.fault',
  'scan.for',
  'scan.photoFault',
  'sync.error',
  'sync.history.trigger',
  'sync.phase',
  'sync.status',
];
const isBuilt = (key: string) => BUILT_KEYS.some((group) => key.startsWith(`${group}.`));

describe('the texts of the page', () => {
  it('exist in both languages under the same keys', () => {
    const keys = (language: 'en' | 'fr') => new Set([...languages[language].keys()].map(withoutPlural));
    expect(keys('fr')).toEqual(keys('en'));
  });

  it.each(['en', 'fr'] as const)('have in %s every plural form that the language knows', (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const byKey = new Map<string, string[]>();
    for (const key of languages[language].keys()) {
      const form = PLURAL.exec(key)?.[1];
      if (form) byKey.set(withoutPlural(key), [...(byKey.get(withoutPlural(key)) ?? []), form]);
    }
    for (const [key, present] of byKey) expect({ [key]: present.toSorted() }).toEqual({ [key]: forms });
  });

  it('are never empty and hold the same placeholders in both languages', () => {
    const placeholders = (text: string) =>
      [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).toSorted();
    for (const [key, text] of languages.en) {
      const other = languages.fr.get(key);
      expect(text.trim(), key).not.toBe('');
      expect(other?.trim(), key).not.toBe('');
      expect(placeholders(other ?? ''), key).toEqual(placeholders(text));
    }
  });

  it('say what to do for each reason a session can fail', () => {
    for (const code of SYNC_ERROR_CODES) expect(languages.en.has(`sync.error.${code}`), code).toBe(true);
  });

  it('exist for each code that the server answers with', () => {
    const server: Record<string, string> = import.meta.glob('../../../server/src/**/*.ts', {
      query: '?raw',
      import: 'default',
      eager: true,
    });
    const sources = Object.entries(server);
    const errorCodes = sources.find(([path]) => path.endsWith('/brique-error.ts'))?.[1] ?? '';
    const union = /type ErrorCode =([^;]+);/.exec(errorCodes)?.[1] ?? '';
    const codes = [...union.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '');
    expect(codes.length).toBeGreaterThan(8);
    for (const code of [...codes, ...SYNC_ERROR_CODES])
      expect(languages.en.has(`problem.${code}`), code).toBe(true);

    // Problems of fields and rows: `{ field, code: '…', message }`, or by one of these functions.
    const problem =
      /(?:\bcode: |\b(?:invalid\w*|refuse|rowProblem)\([^;']*?(?:'\w*')?, )'([a-z]+(?:_[a-z]+)*)'/g;
    const found = sources
      .filter(([path]) => /access|items|settings|peers|routes|transfer/.test(path))
      .flatMap(([, text]) => [...text.matchAll(problem)].map((match) => match[1] ?? ''));
    // Files that cannot be read as a whole.
    const files = sources.find(([path]) => path.endsWith('/import-error.ts'))?.[1] ?? '';
    const fileFaults = /type FileFault =([^;]+);/.exec(files)?.[1] ?? '';
    for (const [, code = ''] of fileFaults.matchAll(/'(\w+)'/g)) {
      expect(languages.en.has(`import.fault.${code}`), code).toBe(true);
    }

    const known = [...languages.en.keys()].map(withoutPlural);
    expect(new Set(found).size).toBeGreaterThan(10);
    for (const code of found) {
      const keys = [`fieldProblem.${code}`, `import.rowProblem.${code}`, `problem.${code}`];
      expect(
        keys.some((key) => known.includes(key)),
        code,
      ).toBe(true);
    }
  });

  it('are all used', () => {
    const sources: Record<string, string> = import.meta.glob(['../**/*.{ts,tsx}', '!../**/*.test.ts'], {
      query: '?raw',
      import: 'default',
      eager: true,
    });
    const code = Object.values(sources).join('\n');
    const unused = [...languages.en.keys()]
      .map(withoutPlural)
      .filter((key) => !isBuilt(key) && !code.includes(`'${key}'`));
    expect(unused.filter((key) => !/^import\.(tooBig|wrongType|unreadable)$/.test(key))).toEqual([]);
  });
});
