import { readdirSync, readFileSync } from 'node:fs';

export type Language = 'en' | 'fr';
type Catalogue = { [key: string]: string | Catalogue };
type Values = Record<string, string | number>;

const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' };

/** The page's own texts, so that a test finds a button by the words that people read, in either language. */
export class Words {
  readonly #catalogue: Catalogue;

  constructor(readonly language: Language) {
    this.#catalogue = readCatalogue(new URL(`../../apps/web/src/locales/${language}/`, import.meta.url));
  }

  /**
   * @param key as in the catalogue, without a plural's ending
   * @param values what the text leaves open; `count` chooses the plural
   * @throws Error when the catalogue has no such text
   */
  say(key: string, values: Values = {}): string {
    const plural =
      typeof values.count === 'number'
        ? this.#find(`${key}_${new Intl.PluralRules(this.language).select(values.count)}`)
        : undefined;
    const text = plural ?? this.#find(key);
    if (text === undefined) throw new Error(`There is no text ${key} in ${this.language}.`);
    return text.replace(/{{(\w+)(?:, \w+)?}}/g, (_, name: string) => this.#write(values[name] ?? ''));
  }

  /** All texts that leave nothing open. */
  fixedTexts(): string[] {
    const texts = (part: string | Catalogue): string[] =>
      typeof part === 'string' ? [part] : Object.values(part).flatMap(texts);
    return texts(this.#catalogue).filter((text) => !text.includes('{{'));
  }

  #find(key: string): string | undefined {
    let found: string | Catalogue | undefined = this.#catalogue;
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    return typeof found === 'string' ? found : undefined;
  }

  #write(value: string | number): string {
    return typeof value === 'number' ? value.toLocaleString(LOCALES[this.language]) : value;
  }
}

/** One file a part of the page, named for its key: `field-problem.json` holds `fieldProblem`. */
function readCatalogue(folder: URL): Catalogue {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const parts = files.map((name) => [
    name.replace(/\.json$/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Catalogue,
  ]);
  return Object.fromEntries(parts);
}
