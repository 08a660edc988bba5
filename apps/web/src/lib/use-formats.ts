import type { i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import { createFormats, type Formats } from './format.js';
import { formatLocale } from './i18n.js';

/** Kept: making the browser's formats takes longer than drawing the row that uses them. */
const known = new Map<string, Formats>();

function formatsOf(locale: string, texts: i18n): Formats {
  const kept = known.get(locale);
  if (kept) return kept;
  const formats = createFormats(locale, (day, time) => texts.t('common.dayAtTime', { day, time }));
  known.set(locale, formats);
  return formats;
}

/** @returns the formats of the page's language */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return formatsOf(formatLocale(i18n.language), i18n);
}
