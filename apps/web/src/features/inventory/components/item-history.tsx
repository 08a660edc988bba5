import type { ItemChange } from '@brique/shared';
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import { groupChanges } from '../change-words.js';
import classes from './item-detail.module.css';
import { useKeyName } from './use-key-name.js';

/** Who changed what last, in words. The server keeps the last change of each key, so that is what can be told. */
export function ItemHistory({ history, createdAt }: { history: readonly ItemChange[]; createdAt: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const labelOf = useInstanceLabel();
  const nameOfKey = useKeyName();
  if (history.length === 0) return null;
  return (
    <section aria-labelledby="item-history">
      <Title order={3} id="item-history" mb="xs">
        {t('detail.history')}
      </Title>
      <ul className={classes.history}>
        {groupChanges(history, createdAt).map(({ peer, at, keys, isCreation }) => {
          const who = labelOf(peer).label;
          // Several documents, or several kept values, are named once.
          const what = formats.list([...new Set(keys.map(nameOfKey))]);
          return (
            <li key={`${at} ${peer}`}>
              <Text size="sm">
                {isCreation ? t('detail.added', { who }) : t('detail.changed', { who, what })}
              </Text>
              <Text size="sm" c="dimmed" component="time" dateTime={at}>
                {formats.moment(at, now)}
              </Text>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
