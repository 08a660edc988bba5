import { type FieldProblem, LIMITS } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from './api-client.js';
import { fieldLimit } from './field-limits.js';

/** A refusal in our own words. */
export interface ProblemWords {
  /** What happened and what to do, in the page's language. */
  text: string;
  /** What the server said, in English, where we have no words for it; null where ours say all. */
  detail: string | null;
}

/**
 * Texts for the server's codes. The server's own sentences are English whatever the page speaks, so they are never a
 * text of the page: they serve as technical detail of a code that this page does not know.
 */
export interface ProblemTexts {
  problem: (problem: Pick<ApiProblem, 'code' | 'detail'>) => ProblemWords;
  field: (problem: FieldProblem) => ProblemWords;
}

export function useProblemTexts(): ProblemTexts {
  const { t, i18n } = useTranslation();
  const ours = (text: string): ProblemWords => ({ text, detail: null });
  return {
    problem: ({ code, detail }) => {
      const key = `problem.${code}`;
      // Codes come over the wire, so the key cannot be checked by the compiler; `exists` checks it here.
      if (i18n.exists(key)) return ours(t(key as 'problem.internal'));
      return { text: t('problem.unknown', { code }), detail: detail ?? null };
    },
    field: ({ field, code, message }) => {
      const limit = fieldLimit(field);
      if (code === 'too_long' && limit !== undefined)
        return ours(t('fieldProblem.tooLong', { count: limit }));
      if (code === 'invalid_name')
        return ours(t('fieldProblem.invalid_name', { count: LIMITS.instanceNameLength }));
      const key = `fieldProblem.${code}`;
      if (i18n.exists(key)) return ours(t(key as 'fieldProblem.required'));
      return { text: t('fieldProblem.unknown'), detail: message };
    },
  };
}
