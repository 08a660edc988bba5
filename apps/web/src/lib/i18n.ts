import type { Language } from '@brique/shared';
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type en from '../locales/en/index.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    enableSelector: false;
  }
}

/** Only the language in use is fetched. */
const CATALOGUES: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../locales/en/index.js'),
  fr: () => import('../locales/fr/index.js'),
};

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
  await loadCatalogue(language);
  await i18next.changeLanguage(language);
}

async function loadCatalogue(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  i18next.addResourceBundle(language, 'translation', await readCatalogue(language));
}

async function readCatalogue(language: Language): Promise<object> {
  const catalogue = (await CATALOGUES[language]()).default;
  return language === 'fr' ? (JSON.parse(keepFrenchSpaces(JSON.stringify(catalogue))) as object) : catalogue;
}

/**
 * French sets a space inside « » and before ; : ! and ?, where no line may break. The catalogue is written with plain
 * spaces, which people can see and type.
 */
export function keepFrenchSpaces(text: string): string {
  return text.replace(/« /g, '«\u00a0').replace(/ ([»;:!?])/g, '\u00a0$1');
}

/** Prepares the texts of the remembered or the browser's language. */
export async function startI18n(): Promise<i18n> {
  const language = rememberedLanguage() ?? browserLanguage();
  i18next.on('languageChanged', (next) => {
    document.documentElement.lang = next;
  });
  const catalogue = await readCatalogue(language);
  await i18next.use(initReactI18next).init({
    lng: language,
    // No fallback language: the check of the catalogues proves that none is needed.
    fallbackLng: false,
    resources: { [language]: { translation: catalogue } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18next;
}
