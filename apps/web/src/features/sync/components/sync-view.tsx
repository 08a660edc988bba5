import { Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { InstanceId } from '../../../components/ui/instance-id.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { heldGroupsQueryOptions } from '../api/held.js';
import { useNetworkCheck } from '../api/network-check.js';
import { peersQueryOptions } from '../api/peers.js';
import { syncHistoryQueryOptions } from '../api/sync-history.js';
import { syncProgressQueryOptions } from '../api/sync-progress.js';
import { AddPeerForm } from './add-peer-form.js';
import type { SelfIdentity } from './approve-question.js';
import { HeldSection } from './held-section.js';
import { NetworkCheck } from './network-check.js';
import { PeerSections } from './peer-sections.js';
import classes from './sync.module.css';
import { SyncHistory } from './sync-history.js';

interface SyncViewProps {
  /** null until known. */
  self: SelfIdentity | null;
  discoveryEnabled: boolean;
  autoSyncEnabled: boolean;
  /** The panel about this instance, which another feature provides. */
  thisInstance: ReactNode;
  /** The short ways to let an instance in, likewise. */
  pairing: ReactNode;
  /** Begins the shortest of them. */
  onInvite: () => void;
}

/** The Synchronisation page: who waits, whom we trust, who is around, how others come in, who we are, and what happened. */
export function SyncView(props: SyncViewProps) {
  const { self, discoveryEnabled, autoSyncEnabled, thisInstance, pairing, onInvite } = props;
  const { t } = useTranslation();
  const peers = useQuery(peersQueryOptions());
  const progress = useQuery(syncProgressQueryOptions());
  const held = useQuery(heldGroupsQueryOptions());
  // Shown at once: what comes a moment later would push the rest away under the hand. A failure does not hold up the rest.
  const isRead = !peers.isPending && (!held.isPending || held.failureCount > 0);
  const history = useInfiniteQuery(syncHistoryQueryOptions(null));
  const check = useNetworkCheck();
  const checkCard = useRef<HTMLElement>(null);
  const checkFromCard = () => {
    if (!check.isRunning) check.start();
    checkCard.current?.scrollIntoView({ block: 'start' });
    checkCard.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <PageHeader title={t('sync.title')}>
        {self ? (
          <div className={classes.self}>
            <BrickMark id={self.id} size={34} />
            <div className={classes.besideMark}>
              <Text size="sm" c="dimmed">
                {t('shell.instance')}
              </Text>
              <InstanceId id={self.id} />
            </div>
          </div>
        ) : (
          <Skeleton h={48} w={130} />
        )}
      </PageHeader>
      <Text c="dimmed" mt="-0.75rem" mb="lg" maw="40rem">
        {t('sync.intro')}
      </Text>
      {isRead ? (
        <Stack gap="2.25rem">
          <HeldSection />
          <PeerSections
            peers={peers}
            progress={progress.data ?? []}
            recentLogs={history.data?.pages[0]?.logs ?? []}
            self={self}
            discoveryEnabled={discoveryEnabled}
            autoSyncEnabled={autoSyncEnabled}
            onCheckNetwork={checkFromCard}
            onInvite={onInvite}
          />
          <NetworkCheck check={check} cardRef={checkCard} />
          {pairing}
          <AddPeerForm />
          {thisInstance}
          <SyncHistory peers={peers.data ?? []} />
        </Stack>
      ) : (
        <div className={classes.cards} aria-busy="true">
          <Skeleton h={250} radius="md" />
          <Skeleton h={250} radius="md" />
        </div>
      )}
    </>
  );
}
