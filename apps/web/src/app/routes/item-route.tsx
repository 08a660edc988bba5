import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ItemDetailDrawer } from '../../features/inventory/components/item-detail-drawer.js';

const route = getRouteApi('/inventory/$itemId');

export function ItemRoute() {
  const { itemId } = route.useParams();
  const navigate = useNavigate();
  return (
    <ItemDetailDrawer
      itemId={itemId}
      onClose={() => void navigate({ to: '/inventory', search: true, resetScroll: false })}
    />
  );
}
