import { ITEM_FIELDS, type ItemField, type KeyChange } from '@brique/shared';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Characters of a value that are shown: both the old one and the new one are to be seen. */
const SHOWN = 120;

/** Old and new value of each changed key that has a name to people. */
export function ChangeLines({ changes }: { changes: readonly KeyChange[] }) {
  const { t } = useTranslation();
  const valueText = (value: unknown): string => {
    if (value === null || value === '') return t('sync.changes.nothing');
    const text = typeof value === 'object' && 'value' in value ? String(value.value) : String(value);
    return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  };
  const labelOf = ({ key }: KeyChange): string | null => {
    if (ITEM_FIELDS.includes(key as ItemField)) return t(`item.${key as ItemField}`);
    return key.startsWith('x:') ? key.slice(2) : null;
  };
  return changes.map((change) => {
    const label = labelOf(change);
    return label === null ? null : (
      <Text key={change.key} size="sm" c="dimmed" lineClamp={6}>
        {t('sync.changes.line', { label, old: valueText(change.old), new: valueText(change.new) })}
      </Text>
    );
  });
}
