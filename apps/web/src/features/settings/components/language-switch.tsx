import type { Language } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { applyLanguage } from '../../../lib/i18n.js';
import { useUpdateSettings } from '../api/settings.js';
import classes from './language-switch.module.css';

/** Each language by its own name, which is how its speakers look for it. */
const LANGUAGES: readonly { code: Language; short: string; name: string }[] = [
  { code: 'fr', short: 'FR', name: 'Français' },
  { code: 'en', short: 'EN', name: 'English' },
];

/** Two buttons: the page changes at once, the instance remembers. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const update = useUpdateSettings();
  const choose = (language: Language) => {
    void applyLanguage(language);
    update.mutate({ language }, { onError: (error) => showToast(<ProblemMessage error={error} />, 'bad') });
  };
  return (
    <fieldset className={classes.switch} aria-label={t('shell.language')}>
      {LANGUAGES.map(({ code, short, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-label={`${short}, ${name}`}
          aria-pressed={i18n.language === code}
          onClick={() => choose(code)}
        >
          {short}
        </button>
      ))}
    </fieldset>
  );
}
