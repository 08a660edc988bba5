import type { KeyChange, OwnFieldValue } from '@brique/shared';
import { Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LongText } from '../../../components/ui/long-text.js';
import { useOwnFieldText } from '../../../components/ui/own-field-value.js';
import { kindOfKey } from '../../../lib/item-keys.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useKeyNames } from '../../../lib/use-key-names.js';
import classes from './key-changes.module.css';

/** Old and new value of each changed key that has one to show. */
export function KeyChanges({ changes }: { changes: readonly KeyChange[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useKeyNames();
  const ownText = useOwnFieldText();
  const textOf = (key: string, value: unknown): string => {
    if (value === null || value === '') return t('detail.nothing');
    if (key.startsWith('x:')) return ownText(value as OwnFieldValue);
    return key === 'purchaseDate' ? formats.calendarDate(String(value)) : String(value);
  };
  const shown = changes.filter(({ key }) => {
    const kind = kindOfKey(key);
    return (
      kind.kind === 'own' || (kind.kind === 'field' && kind.field !== 'deleted' && kind.field !== 'photo')
    );
  });
  if (shown.length === 0) return null;
  return (
    <ul className={classes.changes}>
      {shown.map((change) => (
        <li key={change.key}>
          <Text size="sm" c="dimmed" component="span" className={classes.key ?? ''}>
            {names.label(change.key)}
          </Text>
          <span className={classes.old}>
            <LongText text={textOf(change.key, change.old)} />
          </span>
          <IconArrowRight size={16} role="img" aria-label={t('detail.becomes')} />
          <span className={classes.new}>
            <LongText text={textOf(change.key, change.new)} />
          </span>
        </li>
      ))}
    </ul>
  );
}
