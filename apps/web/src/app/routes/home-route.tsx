import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { statsQueryOptions } from '../../features/dashboard/api/stats.js';
import { HomePage } from '../../features/dashboard/components/home-page.js';
import { stepToShow } from '../../features/first-start/steps.js';
import { samplesQueryOptions } from '../../features/samples/api/samples.js';
import { useSampleActions } from '../../features/samples/components/use-sample-actions.js';
import { backupsQueryOptions } from '../../features/settings/api/backups.js';
import { settingsQueryOptions } from '../../features/settings/api/settings.js';
import { peersQueryOptions } from '../../features/sync/api/peers.js';
import { syncHistoryQueryOptions } from '../../features/sync/api/sync-history.js';
import { SyncGlance } from '../../features/sync/components/sync-glance.js';
import { peersInNeed } from '../../features/sync/peers-in-need.js';
import { useKeyNames } from '../../lib/use-key-names.js';
import { useAfterFirstView } from '../use-after-first-view.js';
import { usePageTitle } from '../use-page-title.js';

// Needed once in the life of an instance.
const Welcome = lazy(() => import('../welcome.js').then((module) => ({ default: module.Welcome })));

/** The first page: joins what the inventory, the samples, the settings and the synchronisation have to say there. */
export function HomeRoute() {
  const { t } = useTranslation();
  usePageTitle(t('shell.home'));
  const settings = useQuery(settingsQueryOptions()).data;
  const stats = useQuery(statsQueryOptions()).data;
  const peers = useQuery(peersQueryOptions()).data ?? [];
  const logs = useInfiniteQuery(syncHistoryQueryOptions(null)).data?.pages[0]?.logs ?? [];
  const samples = useQuery(samplesQueryOptions()).data?.items ?? 0;
  // Rarely of interest, so it does not keep the first view waiting.
  const backups = useQuery({ ...backupsQueryOptions(), enabled: useAfterFirstView() }).data;
  const sampleActions = useSampleActions();
  const { inSentence } = useKeyNames();
  const step = stepToShow(settings, stats);
  if (settings && step) {
    return (
      <Suspense>
        <Welcome step={step} settings={settings} items={stats?.items ?? 0} samples={samples} />
      </Suspense>
    );
  }
  return (
    <HomePage
      self={settings ? { id: settings.instanceId, name: settings.instanceName } : null}
      nameOfKey={inSentence}
      syncGlance={<SyncGlance />}
      requests={peers.filter(({ trust }) => trust === 'requested').length}
      holding={peers.filter(({ held }) => held > 0)}
      failing={peersInNeed(peers, logs)}
      isBackupFailing={backups != null && backups.failure !== null}
      samples={samples}
      onLoadSamples={sampleActions.load}
      onRemoveSamples={sampleActions.remove}
      isRemovingSamples={sampleActions.isBusy}
    />
  );
}
