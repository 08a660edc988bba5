import type { ItemConflict, OwnFieldValue } from '@brique/shared';
import { Alert, Text, Title } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOwnFieldText } from '../../../components/ui/own-field-value.js';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useKeyNames } from '../../../lib/use-key-names.js';
import { useNow } from '../../../lib/use-now.js';
import classes from './item-detail.module.css';

/** The values that lost when two instances changed the same key unaware of each other: nothing typed is thrown away. */
export function ItemConflicts({ conflicts }: { conflicts: readonly ItemConflict[] }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="item-conflicts">
      <Title order={3} id="item-conflicts" mb="xs">
        {t('detail.conflicts')}
      </Title>
      <Alert color="ochre" icon={<IconArrowsSplit2 aria-hidden />}>
        <Text size="sm" mb="sm">
          {t('detail.conflictsText')}
        </Text>
        <ul className={classes.plainList}>
          {conflicts.map((conflict) => (
            <ConflictLine
              key={`${conflict.key} ${conflict.losingPeer} ${conflict.losingAt}`}
              conflict={conflict}
            />
          ))}
        </ul>
      </Alert>
    </section>
  );
}

function ConflictLine({ conflict }: { conflict: ItemConflict }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const names = useKeyNames();
  const ownText = useOwnFieldText();
  const labelOf = useInstanceLabel();
  const by = t('detail.conflictBy', {
    who: labelOf(conflict.losingPeer).label,
    when: formats.moment(conflict.losingAt, now),
  });

  const words = () => {
    if (conflict.key === 'deleted') return t('detail.conflictDeleted');
    if (conflict.key === 'purged') return t('trash.conflict');
    const { losingValue: value } = conflict;
    if (value === '' || value === null) return t('detail.conflictEmpty');
    // The server gives own fields in a form that can be shown, whoever wrote them.
    if (conflict.key.startsWith('x:'))
      return t('detail.conflictValue', { value: ownText(value as OwnFieldValue) });
    return t('detail.conflictValue', { value: typeof value === 'string' ? value : JSON.stringify(value) });
  };

  return (
    <li>
      <Text size="sm" fw={600} component="span" display="block">
        {names.label(conflict.key)}
      </Text>
      <span className={classes.conflictValue}>{words()}</span>
      <Text size="sm" c="dimmed" component="span" display="block">
        {by}
      </Text>
    </li>
  );
}
