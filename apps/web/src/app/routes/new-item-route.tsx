import { useNavigate } from '@tanstack/react-router';
import { CreateItemDrawer } from '../../features/inventory/components/create-item-drawer.js';

export function NewItemRoute() {
  const navigate = useNavigate();
  return (
    <CreateItemDrawer
      onClose={() => void navigate({ to: '/inventory', search: true, resetScroll: false })}
      onCreated={() => void navigate({ to: '/inventory', search: true, resetScroll: false })}
    />
  );
}
