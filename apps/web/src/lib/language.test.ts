import { expect, it } from 'vitest';
import { browserLanguage, formatLocale, keepFrenchSpaces } from './i18n.js';

it('speaks the first language of the browser that it knows', () => {
  expect(browserLanguage(['de-DE', 'fr-CA', 'en-US'])).toBe('fr');
  expect(browserLanguage(['de-DE'])).toBe('en');
});

it('writes dates as in the region that the browser names', () => {
  expect(formatLocale('en', ['fr-FR', 'en-US'])).toBe('en-US');
  expect(formatLocale('en', ['fr-FR'])).toBe('en-GB');
  expect(formatLocale('fr', ['en-US', 'fr-CA'])).toBe('fr-CA');
});

it('keeps French signs with their words', () => {
  expect(keepFrenchSpaces('Approuver « {{name}} » ? Oui ; non : si !')).toBe(
    'Approuver «\u00a0{{name}}\u00a0»\u00a0? Oui\u00a0; non\u00a0: si\u00a0!',
  );
});
