import type { ItemDetail } from '@brique/shared';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconPencil, IconQrcode, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../components/ui/link-button.js';
import { useItemActions } from './use-item-actions.js';

interface ItemActionsProps {
  item: ItemDetail;
  onDeleted: () => void;
}

/** What can be done with an item; of one in the trash, to take it back. */
export function ItemActions({ item, onDeleted }: ItemActionsProps) {
  const { t } = useTranslation();
  const { remove, restore, isBusy } = useItemActions();

  if (item.deletedAt !== null) {
    return (
      <Alert color="ochre" icon={<IconTrash aria-hidden />} title={t('detail.inTrash')}>
        <Text size="sm" mb="sm">
          {t('detail.inTrashText')}
        </Text>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
          loading={isBusy}
          onClick={() => void restore(item)}
        >
          {t('detail.restore')}
        </Button>
      </Alert>
    );
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
