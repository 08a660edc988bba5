import { Button } from '@mantine/core';
import {
  IconBoxSeam,
  IconFileImport,
  IconFilterOff,
  IconPlus,
  IconSearchOff,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../components/ui/link-button.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';

interface EmptyInventoryProps {
  query: string;
  trash: boolean;
  isFiltered: boolean;
  onClearFilters: () => void;
  onImport: () => void;
  onClearSearch: () => void;
  onLeaveTrash: () => void;
}

/** No rows, for one of four reasons; each says what to do next. */
export function EmptyInventory(props: EmptyInventoryProps) {
  const { query, trash, isFiltered, onImport, onClearSearch, onClearFilters, onLeaveTrash } = props;
  const { t } = useTranslation();
  if (isFiltered) {
    return (
      <MessagePanel
        icon={<IconFilterOff />}
        title={t('inventory.filter.noMatchTitle')}
        text={t('inventory.filter.noMatchText')}
      >
        <Button variant="default" onClick={onClearFilters}>
          {t('inventory.filter.clear')}
        </Button>
        {query !== '' && (
          <Button variant="default" onClick={onClearSearch}>
            {t('inventory.clearSearch')}
          </Button>
        )}
      </MessagePanel>
    );
  }
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
