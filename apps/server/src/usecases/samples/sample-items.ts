import type { ItemInput, Language } from '@brique/shared';
import { SAMPLE_ITEMS_EN } from './sample-items-en.js';
import { SAMPLE_ITEMS_FR } from './sample-items-fr.js';

/** The same things in each language that the page speaks. */
export const SAMPLE_ITEMS: Readonly<Record<Language, readonly ItemInput[]>> = {
  en: SAMPLE_ITEMS_EN,
  fr: SAMPLE_ITEMS_FR,
};
