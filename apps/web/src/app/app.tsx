import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { styleNonce } from '../lib/nonce.js';
import { FollowLanguageSetting } from './follow-language-setting.js';
import { KnownInstancesProvider } from './known-instances-provider.js';
import { router } from './router.js';
import { cssVariables, theme } from './theme.js';

export function App({ queryClient }: { queryClient: QueryClient }) {
  const { t } = useTranslation();
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <KnownInstancesProvider>
          <ModalsProvider modalProps={{ closeButtonProps: { 'aria-label': t('common.close') } }}>
            <FollowLanguageSetting />
            <RouterProvider router={router} />
          </ModalsProvider>
        </KnownInstancesProvider>
        <Notifications position="bottom-left" zIndex={400} limit={4} />
      </MantineProvider>
    </QueryClientProvider>
  );
}
