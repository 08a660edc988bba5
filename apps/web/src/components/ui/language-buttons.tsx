import type { Language } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import classes from './language-buttons.module.css';

/** Each language by its own name, which is how its speakers look for it. */
const LANGUAGES: readonly { code: Language; short: string; name: string }[] = [
  { code: 'fr', short: 'FR', name: 'Français' },
  { code: 'en', short: 'EN', name: 'English' },
];

/** Two buttons, made for the dark rail. */
export function LanguageButtons({ onChoose }: { onChoose: (language: Language) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <fieldset className={classes.switch} aria-label={t('shell.language')}>
      {LANGUAGES.map(({ code, short, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-label={`${short}, ${name}`}
          aria-pressed={i18n.language === code}
          onClick={() => onChoose(code)}
        >
          {short}
        </button>
      ))}
    </fieldset>
  );
}
