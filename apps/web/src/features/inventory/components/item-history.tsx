import type { ItemDetail } from '@brique/shared';
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import { type ChangeGroup, groupChanges } from '../change-words.js';
import classes from './item-detail.module.css';
import { useKeyName } from './use-key-name.js';

/** Who changed what last, in words. The server keeps the last change of each key, so that is what can be told. */
export function ItemHistory({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const labelOf = useInstanceLabel();
  const nameOfKey = useKeyName();
  if (item.history.length === 0) return null;

  const words = ({ peer, keys, isCreation }: ChangeGroup): string => {
    const who = labelOf(peer).label;
    if (isCreation) return t('detail.added', { who });
    if (keys.length === 1 && keys[0] === 'deleted') {
      return item.deletedAt ? t('detail.trashed', { who }) : t('detail.untrashed', { who });
    }
    // Several documents, or several kept values, are named once.
    return t('detail.changed', { who, what: formats.list([...new Set(keys.map(nameOfKey))]) });
  };

  return (
    <section aria-labelledby="item-history">
      <Title order={3} id="item-history" mb="xs">
        {t('detail.history')}
      </Title>
      <ul className={classes.history}>
        {groupChanges(item.history, item.createdAt).map((group) => (
          <li key={`${group.at} ${group.peer}`}>
            <Text size="sm">{words(group)}</Text>
            <Text size="sm" c="dimmed" component="time" dateTime={group.at}>
              {formats.moment(group.at, now)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
