import type { ItemDetail } from '@brique/shared';
import { Alert, Text, Title } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ConflictList } from './conflict-list.js';

/** What of one item was changed in two places at once and waits for a choice; nothing when there is none. */
export function ItemConflicts({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const titleId = useId();
  const place = useRef<HTMLElement>(null);
  const told = useMemo(
    () =>
      item.fieldConflicts.length > 0
        ? [{ item, fields: item.fieldConflicts, moreFields: item.moreFieldConflicts }]
        : [],
    [item],
  );
  if (item.conflicts.length === 0) return null;
  return (
    <section ref={place} aria-labelledby={titleId}>
      <Title order={3} id={titleId} mb="xs">
        {t('conflicts.title')}
      </Title>
      <Alert color="ochre" icon={<IconArrowsSplit2 aria-hidden />}>
        <Text size="sm">{t(item.deletedAt === null ? 'conflicts.text' : 'conflicts.inTrash')}</Text>
      </Alert>
      {item.deletedAt === null && (
        <ConflictList
          told={told}
          namesItems={false}
          // The panel takes the focus when nothing is left to decide.
          onEmpty={() => place.current?.closest<HTMLElement>('[role="dialog"]')?.focus()}
        />
      )}
    </section>
  );
}
