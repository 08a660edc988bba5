import type { Peer } from '@brique/shared';
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowsExchange,
  IconBan,
  IconDots,
  IconEye,
  IconTrash,
  IconUserCheck,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SelfIdentity } from './approve-modal.js';
import classes from './sync.module.css';
import { usePeerDecisions } from './use-peer-decisions.js';

interface PeerActionsProps {
  peer: Peer;
  self: SelfIdentity | null;
  isSyncing: boolean;
  onSync: () => void;
}

/** What can be decided about an instance; anything that shuts a door is asked twice. */
export function PeerActions({ peer, self, isSyncing, onSync }: PeerActionsProps) {
  const { t } = useTranslation();
  const { approve, revoke, changeScope, remove, isBusy } = usePeerDecisions(peer, self);
  const { name } = peer;
  const isTrusted = peer.trust === 'trusted';

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
      {!isTrusted && (
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
            <Menu.Item leftSection={<IconEye size={18} aria-hidden />} onClick={changeScope}>
              {t(peer.scope === 'guest' ? 'sync.makeHousehold' : 'sync.makeGuest')}
            </Menu.Item>
          )}
          <Menu.Item color="red" leftSection={<IconTrash size={18} aria-hidden />} onClick={remove}>
            {t('sync.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
