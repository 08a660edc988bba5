import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ItemConflicts } from '../../features/conflicts/components/item-conflicts.js';
import { itemDetailQueryOptions } from '../../features/inventory/api/item-detail.js';
import { ItemDetailDrawer } from '../../features/inventory/components/item-detail-drawer.js';
import { usePageTitle } from '../use-page-title.js';

const route = getRouteApi('/inventory/$itemId');
const list = getRouteApi('/inventory');

export function ItemRoute() {
  const { itemId } = route.useParams();
  const { t } = useTranslation();
  const navigate = useNavigate();
  usePageTitle(useQuery(itemDetailQueryOptions(itemId)).data?.name ?? t('detail.title'));
  return (
    <ItemDetailDrawer
      itemId={itemId}
      search={list.useSearch()}
      conflictsOf={(item) => <ItemConflicts item={item} />}
      onGo={(to) =>
        void navigate({
          to: '/inventory/$itemId',
          params: { itemId: to },
          search: true,
          replace: true,
          resetScroll: false,
        })
      }
      onClose={() => navigate({ to: '/inventory', search: true, resetScroll: false })}
    />
  );
}
