import type { ItemField } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { fieldLimit } from './field-limits.js';

/** What is wrong with what was typed into a field, for the texts to say. */
export type FieldFault =
  | { code: 'required' | 'bad_date' | 'bad_number' | 'bad_link' | 'bad_field_name' | 'duplicate' }
  | { code: 'tooLong'; limit: number };

/** Checks one field as the server would, so that most mistakes show while typing. */
export function checkField(field: ItemField, value: string): FieldFault | null {
  const text = value.trim();
  if (field === 'purchaseDate') {
    return text === '' || !Number.isNaN(Date.parse(text)) ? null : { code: 'bad_date' };
  }
  if (field === 'name' && text === '') return { code: 'required' };
  const limit = fieldLimit(field) ?? Number.POSITIVE_INFINITY;
  // Counted as a person counts: an emoji is one character, not two UTF-16 units.
  return text.length > limit && Array.from(text).length > limit ? { code: 'tooLong', limit } : null;
}

/** @returns a function that says what is wrong, to stand beside the field; null when nothing is */
export function useFaultText(): (fault: FieldFault | null) => string | null {
  const { t } = useTranslation();
  return (fault) => {
    if (fault === null) return null;
    if (fault.code === 'tooLong') return t('fieldProblem.tooLong', { count: fault.limit });
    return t(`fieldProblem.${fault.code}`);
  };
}
