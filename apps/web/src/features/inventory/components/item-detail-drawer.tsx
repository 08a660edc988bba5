import type { ItemDetail } from '@brique/shared';
import { ActionIcon, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconMapOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import { asProblem } from '../../../lib/api-client.js';
import { itemDetailQueryOptions } from '../api/item-detail.js';
import type { InventorySearch } from '../inventory-search.js';
import { ItemDetailView } from './item-detail-view.js';
import { ItemDrawer } from './item-drawer.js';
import { type Neighbours, useNeighbours } from './use-neighbours.js';

interface ItemDetailDrawerProps {
  itemId: string;
  /** The state of the list behind it. */
  search: InventorySearch;
  /** Shows what of an item waits for a choice. */
  conflictsOf: (item: ItemDetail) => ReactNode;
  onGo: (itemId: string) => void;
  onClose: () => Promise<void>;
}

/** Shows one item, whatever page of the list it is on. */
export function ItemDetailDrawer({ itemId, search, conflictsOf, onGo, onClose }: ItemDetailDrawerProps) {
  const { t } = useTranslation();
  const { data: item, error, refetch } = useQuery(itemDetailQueryOptions(itemId));
  const neighbours = useNeighbours(itemId, search, onGo);

  const content = () => {
    if (item) {
      return <ItemDetailView key={item.id} item={item} conflicts={conflictsOf(item)} onDeleted={onClose} />;
    }
    if (!error) return <DetailSkeleton />;
    if (asProblem(error).status === 404) {
      return (
        <MessagePanel
          icon={<IconMapOff />}
          title={t('detail.goneTitle')}
          text={t('detail.goneText')}
          order={3}
        >
          <Button variant="default" onClick={onClose}>
            {t('inventory.backToInventory')}
          </Button>
        </MessagePanel>
      );
    }
    return <ErrorPanel title={t('detail.failed')} error={error} onRetry={() => void refetch()} />;
  };

  return (
    <ItemDrawer
      itemId={itemId}
      title={item?.name ?? neighbours.name ?? t('detail.title')}
      beside={<Steps neighbours={neighbours} onGo={onGo} />}
      size="48rem"
      onClose={onClose}
    >
      {content()}
    </ItemDrawer>
  );
}

/** Ways to the items before and after this one in the list. */
function Steps({ neighbours, onGo }: { neighbours: Neighbours; onGo: (itemId: string) => void }) {
  const { t } = useTranslation();
  const { previous, next } = neighbours;
  if (!previous && !next) return null;
  const step = (label: string, to: string | undefined, icon: typeof IconChevronLeft) => {
    const Icon = icon;
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        title={label}
        // Not `disabled`: at the end of the list the focus stays where it is.
        data-disabled={!to}
        aria-disabled={!to}
        onClick={() => to && onGo(to)}
      >
        <Icon size={20} aria-hidden />
      </ActionIcon>
    );
  };
  return (
    <Group gap={4} wrap="nowrap" flex="none">
      {step(t('detail.previous'), previous, IconChevronLeft)}
      {step(t('detail.next'), next, IconChevronRight)}
    </Group>
  );
}

function DetailSkeleton() {
  return (
    <Stack gap="xl" aria-busy="true">
      <Group gap="sm">
        <Skeleton h={36} w={120} />
        <Skeleton h={36} w={120} />
      </Group>
      <Skeleton h={150} />
      <Skeleton h={90} />
      <Skeleton h={120} />
    </Stack>
  );
}
