import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordSettings } from '../../features/access/components/password-settings.js';
import { statsQueryOptions } from '../../features/dashboard/api/stats.js';
import { SampleButton } from '../../features/samples/components/sample-button.js';
import { SettingsPage } from '../../features/settings/components/settings-page.js';
import { usePageTitle } from '../use-page-title.js';

const HelpSheet = lazy(() =>
  import('../../features/inventory/components/help-sheet.js').then((module) => ({
    default: module.HelpSheet,
  })),
);

/** Joins to the settings what other features know: the room taken, the sample items, the keys. */
export function SettingsRoute() {
  const { t } = useTranslation();
  usePageTitle(t('settings.title'));
  const [areKeysShown, setKeysShown] = useState(false);
  const stats = useQuery(statsQueryOptions()).data;
  return (
    <>
      <SettingsPage
        anchor={useLocation().hash}
        databaseBytes={stats?.storage.databaseBytes}
        samples={<SampleButton />}
        password={<PasswordSettings />}
        onShowKeys={() => setKeysShown(true)}
      />
      <Suspense>{areKeysShown && <HelpSheet onClose={() => setKeysShown(false)} />}</Suspense>
    </>
  );
}
