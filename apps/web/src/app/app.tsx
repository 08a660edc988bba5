import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { styleNonce } from '../lib/nonce.js';
import { FollowLanguageSetting } from './follow-language-setting.js';
import { KnownInstancesProvider } from './known-instances-provider.js';
import type { AppRouter } from './router.js';
import { SignInGate } from './sign-in-gate.js';
import { cssVariables, theme } from './theme.js';
import { useAfterFirstView } from './use-after-first-view.js';

const Overlays = lazy(() => import('./overlays.js').then((module) => ({ default: module.Overlays })));

interface AppProps {
  queryClient: QueryClient;
  router: AppRouter;
}

export function App({ queryClient, router }: AppProps) {
  const isViewed = useAfterFirstView();
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <SignInGate>
          <KnownInstancesProvider>
            <FollowLanguageSetting />
            <RouterProvider router={router} />
          </KnownInstancesProvider>
        </SignInGate>
        <Suspense>{isViewed && <Overlays />}</Suspense>
      </MantineProvider>
    </QueryClientProvider>
  );
}
