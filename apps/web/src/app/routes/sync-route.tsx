import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { settingsQueryOptions } from '../../features/settings/api/settings.js';
import { ThisInstance } from '../../features/settings/components/this-instance.js';
import { SyncView } from '../../features/sync/components/sync-view.js';
import { usePageTitle } from '../use-page-title.js';

/** Joins the two features that the Synchronisation page shows: who we are, and who the others are. */
export function SyncRoute() {
  const { t } = useTranslation();
  usePageTitle(t('sync.title'));
  const settings = useQuery(settingsQueryOptions()).data;
  return (
    <SyncView
      self={settings ? { id: settings.instanceId, name: settings.instanceName } : null}
      discoveryEnabled={settings?.discoveryEnabled ?? true}
      autoSyncEnabled={settings?.autoSyncEnabled ?? true}
      thisInstance={<ThisInstance />}
    />
  );
}
