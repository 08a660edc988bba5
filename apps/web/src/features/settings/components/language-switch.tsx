import type { Language } from '@brique/shared';
import { LanguageButtons } from '../../../components/ui/language-buttons.js';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { applyLanguage } from '../../../lib/i18n.js';
import { useUpdateSettings } from '../api/settings.js';

/** Two buttons: the page changes at once, the instance remembers. */
export function LanguageSwitch() {
  const update = useUpdateSettings();
  const choose = (language: Language) => {
    void applyLanguage(language);
    update.mutate({ language }, { onError: (error) => showToast(<ProblemMessage error={error} />, 'bad') });
  };
  return <LanguageButtons onChoose={choose} />;
}
