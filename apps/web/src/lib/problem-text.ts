import { type FieldProblem, ITEM_FIELDS, type ItemField, LIMITS } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from './api-client.js';

/** A refusal in our own words. */
export interface ProblemWords {
  /** What happened and what to do, in the page's language. */
  text: string;
  /** What the server said, in English, where our words say less than it knows; null where they say all. */
  detail: string | null;
}

/**
 * Texts for the server's codes. The server's sentences are never a text of the page: they are English whatever the
 * page speaks. They serve as technical detail of a code that this page does not know.
 */
export interface ProblemTexts {
  problem: (problem: Pick<ApiProblem, 'code' | 'detail'>) => ProblemWords;
  field: (problem: FieldProblem) => ProblemWords;
}

/** Longest texts, in characters, by the fields of the forms. */
const FIELD_LIMITS: Readonly<Record<Exclude<ItemField, 'purchaseDate'> | 'instanceName', number>> = {
  name: LIMITS.nameLength,
  category: LIMITS.shortTextLength,
  brand: LIMITS.shortTextLength,
  model: LIMITS.shortTextLength,
  serialNumber: LIMITS.shortTextLength,
  notes: LIMITS.notesLength,
  instanceName: LIMITS.instanceNameLength,
};

/** @returns how many characters a field takes; undefined for a field that is no text or not known */
export function fieldLimit(field: string): number | undefined {
  return Object.hasOwn(FIELD_LIMITS, field) ? FIELD_LIMITS[field as keyof typeof FIELD_LIMITS] : undefined;
}

export function isItemField(field: string | undefined): field is ItemField {
  return (ITEM_FIELDS as readonly (string | undefined)[]).includes(field);
}

export function useProblemTexts(): ProblemTexts {
  const { t, i18n } = useTranslation();
  return {
    problem: ({ code, detail }) => {
      const key = `problem.${code}`;
      // Codes come over the wire, so the key cannot be checked by the compiler; `exists` checks it here.
      if (i18n.exists(key)) return { text: t(key as 'problem.internal'), detail: null };
      return { text: t('problem.unknown', { code }), detail: detail ?? null };
    },
    field: ({ field, code, message }) => {
      const limit = fieldLimit(field);
      if (code === 'too_long' && limit !== undefined) {
        return { text: t('fieldProblem.tooLong', { count: limit }), detail: null };
      }
      if (code === 'invalid_name') {
        return { text: t('fieldProblem.invalid_name', { count: LIMITS.instanceNameLength }), detail: null };
      }
      const key = `fieldProblem.${code}`;
      if (i18n.exists(key)) return { text: t(key as 'fieldProblem.required'), detail: null };
      return { text: t('fieldProblem.unknown'), detail: message };
    },
  };
}
