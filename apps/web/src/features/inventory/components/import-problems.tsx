import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TechnicalDetail } from '../../../components/ui/technical-detail.js';
import { isItemField } from '../../../lib/field-limits.js';
import { type ProblemWords, useProblemTexts } from '../../../lib/problem-text.js';
import classes from './import.module.css';

/** Nobody corrects more rows than this at one go; the count says how many there are. */
const SHOWN = 50;

/** What is wrong with a row of the file: with a field of it, or with the row itself. */
export interface RowProblem {
  /** 1-based, without the header. */
  row: number;
  field?: string | undefined;
  code: string;
  message: string;
}

/** The rows that keep a file from being imported, each with what is wrong. */
export function ImportProblems({ errors }: { errors: readonly RowProblem[] }) {
  const { t } = useTranslation();
  const wordsOf = useRowWords();
  const hidden = errors.length - SHOWN;
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('import.problems', { count: errors.length })}
    >
      <Text size="sm">{t('import.problemsText')}</Text>
      <ul className={classes.problems}>
        {errors.slice(0, SHOWN).map((problem) => {
          const { text, detail } = wordsOf(problem);
          return (
            <li key={`${problem.row} ${problem.field} ${problem.code}`}>
              <strong>{t('import.row', { row: problem.row })}</strong> {text}
              <TechnicalDetail detail={detail} />
            </li>
          );
        })}
      </ul>
      {hidden > 0 && <Text size="sm">{t('import.moreProblems', { count: hidden })}</Text>}
    </Alert>
  );
}

/** @returns a function that says what is wrong with a row, in our own words and with the field's name on the page */
function useRowWords(): (problem: RowProblem) => ProblemWords {
  const { t, i18n } = useTranslation();
  const texts = useProblemTexts();
  return ({ field = '', code, message }) => {
    const key = `import.rowProblem.${code}`;
    const ofRow = i18n.exists(key) ? t(key as 'import.rowProblem.unreadable') : null;
    const isKnown = ofRow !== null || i18n.exists(`fieldProblem.${code}`);
    if (!isKnown) return { text: t('import.rowProblem.unreadable'), detail: message };
    const words = ofRow === null ? texts.field({ field, code, message }) : { text: ofRow, detail: null };
    if (!isItemField(field)) return words;
    return { ...words, text: t('import.rowField', { field: t(`item.${field}`), problem: words.text }) };
  };
}
