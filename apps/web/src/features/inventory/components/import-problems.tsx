import type { ImportRowError } from '@brique/shared';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './import.module.css';

/** Nobody corrects more rows than this at one go; the count says how many there are. */
const SHOWN = 50;

/** The rows that keep a file from being imported, each with what is wrong. */
export function ImportProblems({ errors }: { errors: readonly ImportRowError[] }) {
  const { t } = useTranslation();
  const hidden = errors.length - SHOWN;
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('import.problems', { count: errors.length })}
    >
      <Text size="sm">{t('import.problemsText')}</Text>
      <ul className={classes.problems}>
        {errors.slice(0, SHOWN).map(({ row, field, message }) => (
          <li key={`${row} ${field} ${message}`}>
            <strong>{t('import.row', { row })}</strong> {message}
          </li>
        ))}
      </ul>
      {hidden > 0 && <Text size="sm">{t('import.moreProblems', { count: hidden })}</Text>}
    </Alert>
  );
}
