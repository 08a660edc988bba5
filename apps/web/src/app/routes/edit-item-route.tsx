import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { EditItemDrawer } from '../../features/inventory/components/edit-item-drawer.js';

const route = getRouteApi('/inventory/$itemId/edit');

export function EditItemRoute() {
  const { itemId } = route.useParams();
  const navigate = useNavigate();
  return (
    <EditItemDrawer
      itemId={itemId}
      onClose={() =>
        void navigate({ to: '/inventory/$itemId', params: { itemId }, search: true, resetScroll: false })
      }
    />
  );
}
