import type { Peer, PeerTrust, SyncLog, SyncProgress } from '@brique/shared';
import { Button, Text, Title } from '@mantine/core';
import { IconAntennaOff, IconHeartHandshake, IconRadar2, IconTicket } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import type { SelfIdentity } from './approve-question.js';
import { PeerCard } from './peer-card.js';
import classes from './sync.module.css';

interface PeerSectionsProps {
  peers: UseQueryResult<Peer[]>;
  progress: readonly SyncProgress[];
  recentLogs: readonly SyncLog[];
  self: SelfIdentity | null;
  discoveryEnabled: boolean;
  autoSyncEnabled: boolean;
  onCheckNetwork: () => void;
  /** Begins the shortest way to let an instance in. */
  onInvite: () => void;
}

/** The instances by what was answered to them: who waits comes first, who was revoked last. */
export function PeerSections({ peers, progress, recentLogs, self, ...settings }: PeerSectionsProps) {
  const { t } = useTranslation();
  const { discoveryEnabled, autoSyncEnabled, onCheckNetwork, onInvite } = settings;
  if (peers.isError && !peers.data) {
    return <ErrorPanel title={t('sync.failed')} error={peers.error} onRetry={() => void peers.refetch()} />;
  }
  if (!peers.data) return null;

  const cards = (trust: PeerTrust) =>
    peers.data
      .filter((peer) => peer.trust === trust)
      .map((peer) => (
        <PeerCard
          key={peer.id}
          peer={peer}
          self={self}
          progress={progress.find((session) => session.peerId === peer.id) ?? null}
          lastLog={recentLogs.find((log) => log.peerId === peer.id)}
          autoSyncEnabled={autoSyncEnabled}
          onCheckNetwork={onCheckNetwork}
        />
      ));
  const requests = cards('requested');
  const revoked = cards('revoked');

  return (
    <>
      {requests.length > 0 && (
        <Section title={t('sync.requests')} text={t('sync.requestsText')} cards={requests} />
      )}
      <Section
        title={t('sync.approved')}
        cards={cards('trusted')}
        empty={
          <MessagePanel
            tone="quiet"
            order={3}
            icon={<IconHeartHandshake />}
            title={t('sync.approvedEmptyTitle')}
            text={t('sync.approvedEmptyText')}
          >
            <Button leftSection={<IconTicket size={18} aria-hidden />} onClick={onInvite}>
              {t('sync.approvedEmptyInvite')}
            </Button>
          </MessagePanel>
        }
      />
      <Section
        title={t('sync.discovered')}
        cards={cards('discovered')}
        empty={
          <MessagePanel
            tone="quiet"
            order={3}
            icon={discoveryEnabled ? <IconRadar2 /> : <IconAntennaOff />}
            title={discoveryEnabled ? t('sync.discoveredEmptyTitle') : t('sync.discoveredOffTitle')}
            text={discoveryEnabled ? t('sync.discoveredEmptyText') : t('sync.discoveredOffText')}
          >
            {!discoveryEnabled && (
              <LinkButton to="/settings" hash="network" variant="default">
                {t('sync.toSettings')}
              </LinkButton>
            )}
          </MessagePanel>
        }
      />
      {revoked.length > 0 && (
        <Section title={t('sync.revoked')} text={t('sync.revokedText')} cards={revoked} />
      )}
    </>
  );
}

interface SectionProps {
  title: string;
  text?: string;
  cards: ReactNode[];
  empty?: ReactNode;
}

function Section({ title, text, cards, empty }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} mb={text ? 2 : 'sm'}>
        {title}
        {cards.length > 0 && <span className={classes.count}>{cards.length}</span>}
      </Title>
      {text && (
        <Text c="dimmed" mb="sm">
          {text}
        </Text>
      )}
      {cards.length > 0 ? <div className={classes.cards}>{cards}</div> : empty}
    </section>
  );
}
