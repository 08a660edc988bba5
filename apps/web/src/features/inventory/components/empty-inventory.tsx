import { Button } from '@mantine/core';
import { IconBoxSeam, IconFileImport, IconPlus, IconSearchOff, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../components/ui/link-button.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';

interface EmptyInventoryProps {
  query: string;
  trash: boolean;
  onImport: () => void;
  onClearSearch: () => void;
  onLeaveTrash: () => void;
}

/** No rows, for one of three reasons; each says what to do next. */
export function EmptyInventory({ query, trash, onImport, onClearSearch, onLeaveTrash }: EmptyInventoryProps) {
  const { t } = useTranslation();
  if (query !== '') {
    return (
      <MessagePanel
        icon={<IconSearchOff />}
        title={t('inventory.noMatchTitle', { query })}
        text={t('inventory.noMatchText')}
      >
        <Button variant="default" onClick={onClearSearch}>
          {t('inventory.clearSearch')}
        </Button>
      </MessagePanel>
    );
  }
  if (trash) {
    return (
      <MessagePanel
        icon={<IconTrash />}
        title={t('inventory.trashEmptyTitle')}
        text={t('inventory.trashEmptyText')}
      >
        <Button variant="default" onClick={onLeaveTrash}>
          {t('inventory.backToInventory')}
        </Button>
      </MessagePanel>
    );
  }
  return (
    <MessagePanel icon={<IconBoxSeam />} title={t('inventory.emptyTitle')} text={t('inventory.emptyText')}>
      <LinkButton to="/inventory/new" search leftSection={<IconPlus size={18} aria-hidden />}>
        {t('inventory.new')}
      </LinkButton>
      <Button variant="default" leftSection={<IconFileImport size={18} aria-hidden />} onClick={onImport}>
        {t('inventory.import')}
      </Button>
    </MessagePanel>
  );
}
