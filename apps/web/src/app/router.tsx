import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { itemListQueryOptions } from '../features/inventory/api/item-list.js';
import { filterOf, parseInventorySearch, SORTS } from '../features/inventory/inventory-search.js';
import { parseScanSearch } from '../features/scan/scan-purpose.js';
import { laterTexts } from '../lib/i18n.js';
import { parseLabelsSearch } from './labels-search.js';
import { CrashPage } from './routes/crash-page.js';
import { NotFoundPage } from './routes/not-found-page.js';
import { Shell } from './shell.js';

/** A part of the page that says more than the first view does. */
function page<M extends Record<string, unknown>, K extends keyof M>(load: () => Promise<M>, name: K) {
  return lazyRouteComponent(async () => (await Promise.all([load(), laterTexts()]))[0], name);
}

/** What routes need to fetch ahead. */
interface RouterContext {
  queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Shell,
  notFoundComponent: NotFoundPage,
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: page(() => import('./routes/home-route.js'), 'HomeRoute'),
});

const inventoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inventory',
  validateSearch: parseInventorySearch,
  // The list is asked for while the page that shows it is still on its way. Not waited for: a search is shown as it is typed.
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(
      itemListQueryOptions(filterOf(deps), deps.sort ?? SORTS[0]),
    );
  },
  component: lazyRouteComponent(() => import('./routes/inventory-route.js'), 'InventoryRoute'),
});

const newItemRoute = createRoute({
  getParentRoute: () => inventoryRoute,
  path: 'new',
  component: page(() => import('./routes/new-item-route.js'), 'NewItemRoute'),
});

const itemRoute = createRoute({
  getParentRoute: () => inventoryRoute,
  path: '$itemId',
  component: page(() => import('./routes/item-route.js'), 'ItemRoute'),
});

const editItemRoute = createRoute({
  getParentRoute: () => inventoryRoute,
  path: '$itemId/edit',
  component: page(() => import('./routes/edit-item-route.js'), 'EditItemRoute'),
});

const syncRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sync',
  component: page(() => import('./routes/sync-route.js'), 'SyncRoute'),
});

const conflictsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/conflicts',
  component: page(() => import('./routes/conflicts-route.js'), 'ConflictsRoute'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: page(() => import('./routes/settings-route.js'), 'SettingsRoute'),
});

const apiDocsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/api/docs',
  component: page(() => import('./routes/api-docs-route.js'), 'ApiDocsRoute'),
});

const labelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/labels',
  validateSearch: parseLabelsSearch,
  component: page(() => import('./routes/labels-route.js'), 'LabelsRoute'),
});

const printRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/print',
  validateSearch: parseInventorySearch,
  component: page(() => import('./routes/print-route.js'), 'PrintRoute'),
});

const scanRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/scan',
  validateSearch: parseScanSearch,
  component: page(() => import('./routes/scan-route.js'), 'ScanRoute'),
});

const itemCodeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/i/$code',
  component: page(() => import('./routes/item-code-route.js'), 'ItemCodeRoute'),
});

/** @param queryClient that the page's queries live in */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    context: { queryClient },
    routeTree: rootRoute.addChildren([
      homeRoute,
      inventoryRoute.addChildren([newItemRoute, itemRoute, editItemRoute]),
      labelsRoute,
      printRoute,
      scanRoute,
      itemCodeRoute,
      syncRoute,
      conflictsRoute,
      settingsRoute,
      apiDocsRoute,
    ]),
    defaultErrorComponent: CrashPage,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
