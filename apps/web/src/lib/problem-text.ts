import { useTranslation } from 'react-i18next';
import type { ApiProblem, RowFieldProblem } from './api-client.js';

/** Texts for the server's codes; an unknown code falls back to what the server said. */
export interface ProblemTexts {
  /** One or two sentences: what happened and what to do. */
  problem: (problem: Pick<ApiProblem, 'code' | 'detail'>) => string;
  field: (problem: Pick<RowFieldProblem, 'code' | 'message'>) => string;
}

export function useProblemTexts(): ProblemTexts {
  const { t, i18n } = useTranslation();
  return {
    problem: ({ code, detail }) => {
      const key = `problem.${code}`;
      // Codes come over the wire, so the key cannot be checked by the compiler; `exists` checks it here.
      if (i18n.exists(key)) return t(key as 'problem.internal');
      return detail ?? t('problem.unknown', { code });
    },
    field: ({ code, message }) => {
      const key = `fieldProblem.${code}`;
      return i18n.exists(key) ? t(key as 'fieldProblem.required') : message;
    },
  };
}
