import { Skeleton, Stack } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import { asProblem } from '../../../lib/api-client.js';
import { itemDetailQueryOptions } from '../api/item-detail.js';
import { ItemDetailView } from './item-detail-view.js';
import { ItemDrawer } from './item-drawer.js';

/** Shows one item, whatever page of the list it is on. */
export function ItemDetailDrawer({ itemId, onClose }: { itemId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: item, error, refetch } = useQuery(itemDetailQueryOptions(itemId));

  const content = () => {
    if (item) return <ItemDetailView item={item} onDeleted={onClose} />;
    if (!error) return <DetailSkeleton />;
    if (asProblem(error).status === 404) {
      return (
        <MessagePanel
          icon={<IconMapOff />}
          title={t('detail.goneTitle')}
          text={t('detail.goneText')}
          order={3}
        />
      );
    }
    return <ErrorPanel title={t('detail.failed')} error={error} onRetry={() => void refetch()} />;
  };

  return (
    <ItemDrawer itemId={itemId} title={item?.name ?? t('detail.title')} onClose={onClose}>
      {content()}
    </ItemDrawer>
  );
}

function DetailSkeleton() {
  return (
    <Stack gap="md" aria-busy="true">
      <Skeleton h={36} w="50%" />
      <Skeleton h={120} />
      <Skeleton h={90} />
    </Stack>
  );
}
