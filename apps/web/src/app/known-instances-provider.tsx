import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { settingsQueryOptions } from '../features/settings/api/settings.js';
import { peersQueryOptions } from '../features/sync/api/peers.js';
import { type KnownInstance, KnownInstancesContext } from '../lib/instance-names.js';

/** Gathers the names that settings and peers know, for every feature that shows who did something. */
export function KnownInstancesProvider({ children }: { children: ReactNode }) {
  const settings = useQuery(settingsQueryOptions()).data;
  const peers = useQuery(peersQueryOptions()).data;
  const known = useMemo<KnownInstance[]>(() => {
    const self = settings ? [{ id: settings.instanceId, name: settings.instanceName, isSelf: true }] : [];
    const others = (peers ?? []).map(({ id, name }) => ({ id, name, isSelf: false }));
    return [...self, ...others];
  }, [settings, peers]);
  return <KnownInstancesContext value={known}>{children}</KnownInstancesContext>;
}
