import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
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

interface ImportProblemsProps {
  /** The first of them. */
  errors: readonly RowProblem[];
  /** How many there are. */
  count: number;
  fileName: string;
}

/** The rows that keep a file from being imported, each with what is wrong. */
export function ImportProblems({ errors, count, fileName }: ImportProblemsProps) {
  const { t } = useTranslation();
  const wordsOf = useRowWords();
  const shown = errors.slice(0, SHOWN);
  const asText = () => {
    const lines = errors.map(
      (problem) => `${t('import.row', { row: problem.row })} ${wordsOf(problem).text}`,
    );
    const hidden = count - errors.length;
    return [...lines, ...(hidden > 0 ? [t('import.moreProblems', { count: hidden })] : []), ''].join('\n');
  };
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('import.problems', { count })}>
      <Text size="sm">{t('import.problemsText')}</Text>
      {/* Long lists scroll, also by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <ul className={classes.problems} tabIndex={0}>
        {shown.map((problem) => {
          const { text, detail } = wordsOf(problem);
          return (
            <li key={`${problem.row} ${problem.field} ${problem.code}`}>
              <strong>{t('import.row', { row: problem.row })}</strong> {text}
              <TechnicalDetail detail={detail} />
            </li>
          );
        })}
      </ul>
      {count > shown.length && (
        <Text size="sm" mt={6}>
          {t('import.moreProblems', { count: count - shown.length })}
        </Text>
      )}
      <Button
        mt="sm"
        size="compact-md"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => saveText(t('import.problemsFile', { name: fileName }), asText())}
      >
        {t('import.downloadProblems')}
      </Button>
    </Alert>
  );
}

function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
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
