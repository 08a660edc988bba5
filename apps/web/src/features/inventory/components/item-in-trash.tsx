import type { Item } from '@brique/shared';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconTrash, IconTrashX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import { daysLeft, endOfTrash } from '../trash-time.js';
import { useItemActions } from './use-item-actions.js';
import { usePurge } from './use-purge.js';

interface ItemInTrashProps {
  item: Pick<Item, 'id' | 'name'>;
  deletedAt: string;
  onPurge: () => Promise<void>;
}

/** What can be done with an item in the trash: take it back, or delete it for good. */
export function ItemInTrash({ item, deletedAt, onPurge }: ItemInTrashProps) {
  const { t } = useTranslation();
  const { restore, isBusy } = useItemActions();
  const purge = usePurge();
  const formats = useFormats();
  const now = useNow();
  const end =
    daysLeft(deletedAt, now) === 0
      ? t('trash.goesNow')
      : t('trash.goesOn', { day: formats.calendarDate(endOfTrash(deletedAt).slice(0, 10)) });

  return (
    <Alert color="ochre" icon={<IconTrash aria-hidden />} title={t('detail.inTrash')}>
      <Text size="sm" mb="sm">
        {t('detail.inTrashText')} {end}
      </Text>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
          loading={isBusy}
          onClick={() => void restore(item)}
        >
          {t('detail.restore')}
        </Button>
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrashX size={18} aria-hidden />}
          loading={purge.isBusy}
          onClick={() =>
            purge.ask({
              what: { ids: [item.id] },
              title: t('trash.purgeOneTitle', { name: item.name }),
              onConfirmed: onPurge,
            })
          }
        >
          {t('trash.purge')}
        </Button>
      </Group>
    </Alert>
  );
}
