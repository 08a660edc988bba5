import type { InviteInfo } from '@brique/shared';
import { Button } from '@mantine/core';
import { IconClockX, IconUserCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../../components/ui/live-region.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';

interface InviteEndProps {
  invite: InviteInfo;
  onAgain: () => void;
  onClose: () => void;
}

/** What became of an invite that is no longer open, and what to do next. */
export function InviteEnd({ invite, onAgain, onClose }: InviteEndProps) {
  const { t } = useTranslation();
  if (invite.state === 'used') {
    const name = invite.usedBy ?? t('pairing.somebody');
    return (
      <LiveRegion role="status">
        <MessagePanel
          icon={<IconUserCheck />}
          title={t('pairing.usedTitle', { name })}
          text={t('pairing.usedText')}
        >
          <Button onClick={onClose}>{t('common.close')}</Button>
        </MessagePanel>
      </LiveRegion>
    );
  }
  const wasTriedOut = invite.state === 'tried_out';
  return (
    <LiveRegion role="status">
      <MessagePanel
        icon={<IconClockX />}
        title={t(wasTriedOut ? 'pairing.triedOutTitle' : 'pairing.overTitle')}
        text={t(wasTriedOut ? 'pairing.triedOutText' : 'pairing.overText')}
      >
        <Button onClick={onAgain}>{t('pairing.again')}</Button>
      </MessagePanel>
    </LiveRegion>
  );
}
