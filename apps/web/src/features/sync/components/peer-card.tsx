import type { Peer, SyncLog, SyncProgress as SyncProgressState } from '@brique/shared';
import { Title } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { Card } from '../../../components/ui/card.js';
import { Facts } from '../../../components/ui/facts.js';
import { InstanceId } from '../../../components/ui/instance-id.js';
import { RelativeTime } from '../../../components/ui/relative-time.js';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { useSharesName } from '../../../lib/instance-names.js';
import { useLasting } from '../../../lib/use-lasting.js';
import { useCancelSync, useSyncWithPeer } from '../api/peers.js';
import { endOf } from '../peer-end.js';
import { lastingFailure, type SyncFailure } from '../sync-error.js';
import type { SelfIdentity } from './approve-question.js';
import { PeerActions } from './peer-actions.js';
import { PeerAutoSync } from './peer-auto-sync.js';
import { PeerDifferences } from './peer-differences.js';
import { PeerProof } from './peer-proof.js';
import { PeerStatusBadge } from './peer-status-badge.js';
import { PeerEnded, useTermsWords } from './peer-terms.js';
import { SameName } from './same-name.js';
import classes from './sync.module.css';
import { SyncOutcome } from './sync-outcome.js';
import { SyncProgress } from './sync-progress.js';

/** A session's line in the history may be dated a little after its answer. */
const SAME_SESSION_MS = 2000;
/** A session that nobody asked for is shown when it takes longer. */
const QUIET_MS = 1000;

interface PeerCardProps {
  peer: Peer;
  self: SelfIdentity | null;
  /** The session that runs with it now, whoever started it. */
  progress: SyncProgressState | null;
  /** The newest session with it. */
  lastLog: SyncLog | undefined;
  /** Whether instances synchronise without a click at all. */
  autoSyncEnabled: boolean;
  /** Looks why it cannot be reached. */
  onCheckNetwork: () => void;
}

/** Another instance: who it is, how it stands to ours, and what one can do about it. */
export function PeerCard({ peer, self, progress, lastLog, ...rest }: PeerCardProps) {
  const { autoSyncEnabled, onCheckNetwork } = rest;
  const { t } = useTranslation();
  const nameId = useId();
  const termsWords = useTermsWords();
  const end = endOf(peer);
  // Whoever was approved was compared; a stranger of the same name puts no doubt on it.
  const isSameName = useSharesName(peer.id, peer.name) && peer.trust !== 'trusted';
  const sync = useSyncWithPeer(peer.id);
  const cancel = useCancelSync();
  // A newer session, begun by a change or by the other side, says more than the one started here.
  const [settledAt, setSettledAt] = useState(0);
  const isOutdated = lastLog !== undefined && Date.parse(lastLog.timestamp) > settledAt + SAME_SESSION_MS;
  const isRunning = progress !== null || peer.status === 'syncing';
  const isAskedFor = sync.isPending || progress?.trigger === 'manual';
  // One that runs by itself after each change is mostly over before anybody could read of it.
  const hasLasted = useLasting(isRunning && !isAskedFor, QUIET_MS);
  const isSyncing = isAskedFor || hasLasted;
  const status = isRunning ? 'online' : peer.status;
  // The progress ends a moment before the answer comes; until then its last word stands.
  const [lastProgress, setLastProgress] = useState(progress);
  if (progress !== null && progress !== lastProgress) setLastProgress(progress);
  if (!isSyncing && !isRunning && lastProgress !== null) setLastProgress(null);

  const failure = (): SyncFailure | ApiProblem | null => {
    if (sync.error && !isOutdated) {
      const problem = asProblem(sync.error);
      // That the server is gone is said once, above the page.
      if (problem.code !== 'server_stopped') return problem;
    }
    return peer.trust === 'trusted' ? lastingFailure(lastLog) : null;
  };

  return (
    // Not a landmark: there may be many, and two may have the same name.
    <Card
      role="group"
      aria-labelledby={nameId}
      className={classes.peer}
      data-testid="peer-card"
      data-peer-id={peer.id}
    >
      <div className={classes.peerHead}>
        <BrickMark id={peer.id} size={40} />
        <div className={classes.peerTitle}>
          <Title order={3} id={nameId} className={classes.peerName}>
            {peer.name}
          </Title>
          <PeerStatusBadge status={isSyncing ? 'syncing' : status} />
        </div>
      </div>
      {end !== null && <PeerEnded end={end} />}
      {isSameName && <SameName>{t('sync.sameName')}</SameName>}
      <Facts
        facts={[
          {
            label: t('sync.id'),
            value: <InstanceId id={peer.id} copyLabel={t('sync.copyTheirId', { name: peer.name })} />,
          },
          { label: t('sync.address'), value: peer.address || t('common.dash') },
          {
            label: t('sync.lastSeen'),
            value: peer.lastSeen ? <RelativeTime iso={peer.lastSeen} /> : t('sync.never'),
          },
          ...(peer.trust === 'trusted' || peer.lastSync
            ? [
                {
                  label: t('sync.lastSync'),
                  value: peer.lastSync ? <RelativeTime iso={peer.lastSync} /> : t('sync.never'),
                },
              ]
            : []),
          ...(peer.trust === 'trusted' && (peer.scope === 'guest' || peer.trustedUntil)
            ? [
                {
                  label: t('sync.terms'),
                  value: termsWords({ scope: peer.scope, until: peer.trustedUntil }),
                  isWide: true,
                },
              ]
            : []),
          ...(peer.trust === 'trusted'
            ? [{ label: t('sync.proof'), value: <PeerProof peer={peer} />, isWide: true }]
            : []),
        ]}
      />
      {peer.trust === 'trusted' && peer.inSync !== true && peer.lastSync !== null && (
        <PeerDifferences peer={peer} />
      )}
      {isSyncing ? (
        <SyncProgress
          name={peer.name}
          progress={progress ?? lastProgress}
          isCancelling={cancel.isPending}
          onCancel={() => cancel.mutate(peer.id)}
        />
      ) : (
        <SyncOutcome
          name={peer.name}
          result={isOutdated ? null : (sync.data ?? null)}
          failure={failure()}
          onCheckNetwork={onCheckNetwork}
        />
      )}
      {peer.trust === 'trusted' && <PeerAutoSync peer={peer} isOnForAll={autoSyncEnabled} />}
      <PeerActions
        peer={peer}
        self={self}
        isSyncing={isSyncing}
        onSync={() => sync.mutate(undefined, { onSettled: () => setSettledAt(Date.now()) })}
      />
    </Card>
  );
}
