import type { Peer } from '@brique/shared';
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconAdjustments,
  IconArrowsExchange,
  IconBan,
  IconClockPlus,
  IconDots,
  IconTrash,
  IconUserCheck,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endOf } from '../peer-end.js';
import type { SelfIdentity } from './approve-question.js';
import classes from './sync.module.css';
import { usePeerDecisions } from './use-peer-decisions.js';

const TermsDialog = lazy(() =>
  import('./terms-dialog.js').then((module) => ({ default: module.TermsDialog })),
);

interface PeerActionsProps {
  peer: Peer;
  self: SelfIdentity | null;
  isSyncing: boolean;
  onSync: () => void;
}

/** What can be decided about an instance; anything that shuts a door is asked twice. */
export function PeerActions({ peer, self, isSyncing, onSync }: PeerActionsProps) {
  const { t } = useTranslation();
  const [isTermsOpen, setTermsOpen] = useState(false);
  const { approve, revoke, remove, isBusy } = usePeerDecisions(peer, self);
  const { name } = peer;
  const isTrusted = peer.trust === 'trusted';
  const isOver = endOf(peer) !== null;

  return (
    <div className={classes.peerActions}>
      {isTrusted && (
        <Button
          leftSection={<IconArrowsExchange size={18} aria-hidden />}
          aria-label={t('sync.synchroniseWith', { name })}
          // Not `disabled`: a session that begins by itself must not take the focus away from it.
          data-disabled={isSyncing}
          aria-disabled={isSyncing}
          onClick={() => isSyncing || onSync()}
        >
          {t('sync.synchronise')}
        </Button>
      )}
      {isOver && (
        <Button
          leftSection={<IconClockPlus size={18} aria-hidden />}
          aria-label={t('sync.renewName', { name })}
          onClick={() => setTermsOpen(true)}
        >
          {t('sync.renew')}
        </Button>
      )}
      {!isTrusted && !isOver && (
        <Button
          leftSection={<IconUserCheck size={18} aria-hidden />}
          aria-label={t('sync.approveName', { name })}
          disabled={!self}
          loading={isBusy}
          onClick={approve}
        >
          {t('sync.approve')}
        </Button>
      )}
      {isTrusted && (
        <Button
          variant="default"
          leftSection={<IconBan size={18} aria-hidden />}
          aria-label={t('sync.revokeName', { name })}
          loading={isBusy}
          onClick={revoke}
        >
          {t('sync.revoke')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('sync.more', { name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isTrusted && (
            <Menu.Item
              leftSection={<IconAdjustments size={18} aria-hidden />}
              onClick={() => setTermsOpen(true)}
            >
              {t('sync.termsChange')}
            </Menu.Item>
          )}
          <Menu.Item color="red" leftSection={<IconTrash size={18} aria-hidden />} onClick={remove}>
            {t('sync.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>{isTermsOpen && <TermsDialog peer={peer} onClose={() => setTermsOpen(false)} />}</Suspense>
    </div>
  );
}
