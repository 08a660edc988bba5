import { Skeleton, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { Panel } from '../../../components/ui/panel.js';
import { RelativeTime } from '../../../components/ui/relative-time.js';
import { peersQueryOptions } from '../api/peers.js';
import { syncHistoryQueryOptions } from '../api/sync-history.js';
import { PeerProof } from './peer-proof.js';
import { PeerStatusBadge } from './peer-status-badge.js';
import classes from './sync-glance.module.css';

const ROOM = 4;

/** How this instance stands with those it trusts, for a page about other things. */
export function SyncGlance() {
  const { t } = useTranslation();
  const peers = useQuery(peersQueryOptions());
  const history = useInfiniteQuery(syncHistoryQueryOptions(null));
  const last = history.data?.pages[0]?.logs[0];
  const trusted = (peers.data ?? []).filter(({ trust }) => trust === 'trusted');

  const content = () => {
    if (peers.isError && !peers.data) {
      return <ErrorPanel title={t('sync.failed')} error={peers.error} onRetry={() => void peers.refetch()} />;
    }
    if (!peers.data) return <Skeleton h={160} radius="md" />;
    if (trusted.length === 0) return <Text c="dimmed">{t('dashboard.sync.alone')}</Text>;
    return (
      <ul className={classes.peers}>
        {trusted.slice(0, ROOM).map((peer) => (
          <li key={peer.id} className={classes.peer} data-testid="glance-peer">
            <BrickMark id={peer.id} size={30} />
            <div className={classes.words}>
              <span className={classes.name}>{peer.name}</span>
              <PeerProof peer={peer} />
            </div>
            <PeerStatusBadge status={peer.status} />
          </li>
        ))}
      </ul>
    );
  };

  return (
    <Panel
      title={t('sync.title')}
      aside={
        last &&
        trusted.length > 0 && (
          <>
            {t(last.error ? 'dashboard.sync.lastFailed' : 'dashboard.sync.last', { name: last.peerName })}{' '}
            <RelativeTime iso={last.timestamp} />
          </>
        )
      }
      more={
        <Link to="/sync">
          {trusted.length === 0
            ? t('dashboard.sync.connect')
            : trusted.length > ROOM
              ? t('dashboard.sync.all', { count: trusted.length })
              : t('dashboard.sync.open')}
        </Link>
      }
    >
      {content()}
    </Panel>
  );
}
