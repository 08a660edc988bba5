import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GridKeyCard } from '../../features/pairing/components/grid-key-card.js';
import { PairingPanel, type PairingSide } from '../../features/pairing/components/pairing-panel.js';
import { settingsQueryOptions } from '../../features/settings/api/settings.js';
import { ThisInstance } from '../../features/settings/components/this-instance.js';
import { SyncView } from '../../features/sync/components/sync-view.js';
import { usePageTitle } from '../use-page-title.js';

// An invite or a key that was scanned comes by the history's state: an address would be remembered by the browser.
declare module '@tanstack/react-router' {
  interface HistoryState {
    invite?: string;
    gridKey?: string;
  }
}

/** Joins the features that the Synchronisation page shows: who we are, who the others are, and how they get in. */
export function SyncRoute() {
  const { t } = useTranslation();
  usePageTitle(t('sync.title'));
  const navigate = useNavigate();
  const [side, setSide] = useState<PairingSide | null>(null);
  const { invite, gridKey } = useLocation().state;
  // What was scanned is not there again after going back and forth.
  const forget = () => {
    if (invite !== undefined || gridKey !== undefined)
      void navigate({ to: '/sync', replace: true, state: {} });
  };
  const settings = useQuery(settingsQueryOptions()).data;
  return (
    <SyncView
      self={settings ? { id: settings.instanceId, name: settings.instanceName } : null}
      discoveryEnabled={settings?.discoveryEnabled ?? true}
      autoSyncEnabled={settings?.autoSyncEnabled ?? true}
      thisInstance={<ThisInstance />}
      onInvite={() => setSide('invite')}
      pairing={
        <>
          <PairingPanel side={side} onSide={setSide} invite={invite} onInviteDone={forget} />
          <GridKeyCard scanned={gridKey} onScannedDone={forget} />
        </>
      }
    />
  );
}
