import type { Language } from '@brique/shared';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type en from '../locales/en/index.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    enableSelector: false;
  }
}

/** What the first view says, and all else. */
type Part = 'first' | 'later';

/** Only the language in use is fetched, and of that first what is needed first. */
const CATALOGUES: Record<Language, Record<Part, () => Promise<{ default: object }>>> = {
  en: { first: () => import('../locales/en/first.js'), later: () => import('../locales/en/later.js') },
  fr: { first: () => import('../locales/fr/first.js'), later: () => import('../locales/fr/later.js') },
};

const loaded = new Set<string>();

/** Remembers the instance's choice, so that the next page load speaks it from the first word. */
const STORAGE_KEY = 'brique-language';

/** @returns the first of the browser's languages that we speak, else English */
export function browserLanguage(wanted: readonly string[] = navigator.languages): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'fr' || language === 'en') return language;
  }
  return 'en';
}

/** Where the browser does not say how its people write dates: 24 hours, day before month. */
const DEFAULT_REGIONS: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' };

/** @returns the language with the region that the browser asks for, by which numbers, dates and times are written */
export function formatLocale(language: string, wanted: readonly string[] = navigator.languages): string {
  const regional = wanted.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  return regional ?? (language === 'fr' ? DEFAULT_REGIONS.fr : DEFAULT_REGIONS.en);
}

function rememberedLanguage(): Language | null {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === 'fr' || stored === 'en' ? stored : null;
}

/**
 * Changes the page's language, fetching its texts first.
 * @param choice the setting of the instance; null follows the browser
 */
export async function applyLanguage(choice: Language | null): Promise<void> {
  if (choice) localStorage.setItem(STORAGE_KEY, choice);
  else localStorage.removeItem(STORAGE_KEY);
  const language = choice ?? browserLanguage();
  if (i18next.language === language) return;
  await Promise.all([loadTexts(language, 'first'), loadTexts(language, 'later')]);
  await i18next.changeLanguage(language);
}

async function loadTexts(language: Language, part: Part): Promise<void> {
  if (loaded.has(`${language}/${part}`)) return;
  const texts = await readTexts(language, part);
  i18next.addResourceBundle(language, 'translation', texts, true, true);
  loaded.add(`${language}/${part}`);
}

async function readTexts(language: Language, part: Part): Promise<object> {
  const texts = (await CATALOGUES[language][part]()).default;
  return language === 'fr' ? (JSON.parse(keepFrenchSpaces(JSON.stringify(texts))) as object) : texts;
}

/**
 * French sets a space inside « » and before ; : ! and ?, where no line may break. The catalogue is written with plain
 * spaces, which people can see and type.
 */
export function keepFrenchSpaces(text: string): string {
  return text.replace(/« /g, '«\u00a0').replace(/ ([»;:!?])/g, '\u00a0$1');
}

let starting: Promise<unknown> | null = null;

/** Prepares what the first view says, in the remembered or the browser's language. */
export function startI18n(): Promise<unknown> {
  starting ??= start();
  return starting;
}

/** All other texts. A page that says more than the first view does waits for them. */
export async function laterTexts(): Promise<void> {
  await starting;
  await loadTexts(i18next.language as Language, 'later');
}

async function start(): Promise<void> {
  const language = rememberedLanguage() ?? browserLanguage();
  i18next.on('languageChanged', (next) => {
    document.documentElement.lang = next;
  });
  const texts = await readTexts(language, 'first');
  loaded.add(`${language}/first`);
  await i18next.use(initReactI18next).init({
    lng: language,
    // No fallback language: the check of the catalogues proves that none is needed.
    fallbackLng: false,
    resources: { [language]: { translation: texts } },
    interpolation: { escapeValue: false },
    returnNull: false,
    // What was drawn before its texts came is drawn again.
    react: { bindI18nStore: 'added' },
  });
}
