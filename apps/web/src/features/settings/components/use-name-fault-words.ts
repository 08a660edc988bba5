import { LIMITS } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../../lib/api-client.js';
import { type ProblemWords, useProblemTexts } from '../../../lib/problem-text.js';
import type { NameFault } from '../instance-name.js';

/** @returns a function that says why a name was refused, here or by the server */
export function useNameFaultWords(): (fault: NameFault | ApiProblem | null) => ProblemWords | null {
  const { t } = useTranslation();
  const texts = useProblemTexts();
  return (fault) => {
    if (fault === null) return null;
    if (fault === 'required') return { text: t('settings.nameRequired'), detail: null };
    if (fault === 'tooLong') {
      return { text: t('settings.nameTooLong', { count: LIMITS.instanceNameLength }), detail: null };
    }
    const field = fault.errors.find((each) => each.field === 'instanceName');
    return field ? texts.field(field) : texts.problem(fault);
  };
}
