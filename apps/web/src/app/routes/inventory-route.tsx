import { getRouteApi, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { InventoryPage } from '../../features/inventory/components/inventory-page.js';
import type { InventorySearch } from '../../features/inventory/inventory-search.js';
import { usePageTitle } from '../use-page-title.js';

const IMPORT = 'import';
const route = getRouteApi('/inventory');

/** The list; an open item or form lies over it as a child route, so that every state has an address. */
export function InventoryRoute() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = useNavigate();
  // `/inventory#import` opens the list with the import over it.
  const hash = useLocation({ select: (location) => location.hash });
  usePageTitle(t(search.trash ? 'inventory.trash' : 'inventory.title'));
  const change = useCallback(
    (changes: InventorySearch) => {
      void navigate({ search: (old) => ({ ...old, ...changes }), replace: true, resetScroll: true });
    },
    [navigate],
  );
  return (
    <>
      <InventoryPage
        search={search}
        onSearchChange={change}
        onNew={() => void go({ to: '/inventory/new', search: true, resetScroll: false })}
        startsWithImport={hash === IMPORT}
        onImportClosed={() => {
          if (hash === IMPORT) void navigate({ search: true, hash: '', replace: true, resetScroll: false });
        }}
      />
      <Outlet />
    </>
  );
}
