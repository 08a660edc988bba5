import type { Peer } from '@brique/shared';
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../../components/ui/toast.js';
import { asProblem } from '../../../lib/api-client.js';
import { useChangePeer } from '../api/peers.js';
import { PeerProblem } from './peer-problem.js';

interface PeerAutoSyncProps {
  peer: Pick<Peer, 'id' | 'name' | 'autoSync'>;
  /** Whether it is on at all. */
  isOnForAll: boolean;
}

/** Whether sessions with an approved instance are begun here without a click. */
export function PeerAutoSync({ peer, isOnForAll }: PeerAutoSyncProps) {
  const { t } = useTranslation();
  const change = useChangePeer();
  const { id, name, autoSync } = peer;
  const description = () => {
    if (!isOnForAll) return t('sync.autoOffForAll');
    return autoSync ? undefined : t('sync.autoOff');
  };
  return (
    <Switch
      size="sm"
      label={t('sync.auto')}
      aria-label={t('sync.autoName', { name })}
      description={description()}
      checked={isOnForAll && autoSync}
      disabled={!isOnForAll || change.isPending}
      onChange={(event) =>
        change.mutate(
          { id, autoSync: event.currentTarget.checked },
          {
            onError: (error) =>
              showToast(
                <PeerProblem problem={asProblem(error)} peerName={name} />,
                'bad',
                t('sync.actionFailed'),
              ),
          },
        )
      }
    />
  );
}
