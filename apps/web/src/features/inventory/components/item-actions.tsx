import type { ItemDetail } from '@brique/shared';
import { Button, Group } from '@mantine/core';
import { IconPencil, IconQrcode, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../components/ui/link-button.js';
import { ItemInTrash } from './item-in-trash.js';
import { useItemActions } from './use-item-actions.js';

interface ItemActionsProps {
  item: ItemDetail;
  onDeleted: () => Promise<void>;
}

/** What can be done with an item; of one in the trash, to take it back or delete it for good. */
export function ItemActions({ item, onDeleted }: ItemActionsProps) {
  const { t } = useTranslation();
  const { remove, isBusy } = useItemActions();

  if (item.deletedAt !== null) {
    return <ItemInTrash item={item} deletedAt={item.deletedAt} onPurge={onDeleted} />;
  }
  return (
    <Group gap="sm">
      <LinkButton
        to="/inventory/$itemId/edit"
        params={{ itemId: item.id }}
        search
        resetScroll={false}
        leftSection={<IconPencil size={18} aria-hidden />}
      >
        {t('detail.edit')}
      </LinkButton>
      <LinkButton
        variant="default"
        to="/labels"
        search={{ item: item.id }}
        leftSection={<IconQrcode size={18} aria-hidden />}
      >
        {t('labels.button')}
      </LinkButton>
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={18} aria-hidden />}
        loading={isBusy}
        onClick={async () => {
          if (await remove(item)) onDeleted();
        }}
      >
        {t('detail.delete')}
      </Button>
    </Group>
  );
}
