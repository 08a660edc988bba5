import { Button, Group, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { showLastingToast } from '../components/ui/toast.js';
import { useServerLink } from '../lib/events.js';
import { checkForUpdate, reloadWhenPartsAreGone, watchForNewVersion } from './service-worker.js';

/** What makes the page an app that can be installed: its worker, its manifest in the page's language, word of a new version. */
export function WebApp() {
  const { t, i18n } = useTranslation();
  const link = useServerLink();

  useEffect(() => {
    // At the start, and each time the server is back: it may have been upgraded meanwhile.
    if (link === 'open') void checkForUpdate();
  }, [link]);

  useEffect(() => {
    const manifest = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
    if (manifest)
      manifest.href = i18n.language === 'fr' ? '/manifest.fr.webmanifest' : '/manifest.webmanifest';
  }, [i18n.language]);

  useEffect(reloadWhenPartsAreGone, []);

  useEffect(
    () =>
      watchForNewVersion(() =>
        showLastingToast(
          <Group justify="space-between" gap="sm">
            <Text size="sm">{t('webApp.newVersion')}</Text>
            <Button size="compact-sm" onClick={() => location.reload()}>
              {t('webApp.reload')}
            </Button>
          </Group>,
        ),
      ),
    [t],
  );

  return null;
}
