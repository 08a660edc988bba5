import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormats, type Formats } from './format.js';
import { formatLocale } from './i18n.js';

/** @returns the formats of the page's language */
export function useFormats(): Formats {
  const { t, i18n } = useTranslation();
  return useMemo(
    () => createFormats(formatLocale(i18n.language), (day, time) => t('common.dayAtTime', { day, time })),
    [i18n.language, t],
  );
}
