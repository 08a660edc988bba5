import { Button, CopyButton, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../../components/ui/live-region.js';
import { QrCode } from '../../../components/ui/qr-code.js';
import classes from './pairing.module.css';

/** The invite as a code to scan and a text to copy, and how long it still lasts. */
export function OpenInvite({ link, expiresAt }: { link: string; expiresAt: string }) {
  const { t } = useTranslation();
  const minutes = useMinutesUntil(expiresAt);
  return (
    <div className={classes.invite}>
      <div className={classes.code} role="img" aria-label={t('pairing.codeLabel')}>
        <QrCode text={link} />
      </div>
      <div className={classes.inviteWords}>
        <Text>{t('pairing.inviteHow')}</Text>
        <code className={classes.link} data-testid="invite-link">
          {link}
        </code>
        <CopyButton value={link} timeout={4000}>
          {({ copied, copy }) => (
            <Button
              onClick={copy}
              leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
            >
              {copied ? t('common.copied') : t('pairing.copy')}
            </Button>
          )}
        </CopyButton>
        <LiveRegion role="status">
          <Text size="sm" c="dimmed">
            {t('pairing.minutesLeft', { count: minutes })}
          </Text>
        </LiveRegion>
      </div>
    </div>
  );
}

/** Whole minutes until a time, the one that runs included. */
function useMinutesUntil(iso: string): number {
  const minutesLeft = () => Math.max(0, Math.ceil((Date.parse(iso) - Date.now()) / 60_000));
  const [minutes, setMinutes] = useState(minutesLeft);
  useEffect(() => {
    const look = () => setMinutes(minutesLeft());
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  });
  return minutes;
}
