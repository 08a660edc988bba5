import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useServerLink } from '../lib/events.js';
import classes from './stopped-banner.module.css';

/** Says that the server is gone, and goes away by itself when it is back. */
export function StoppedBanner() {
  const { t } = useTranslation();
  const link = useServerLink();
  return (
    <div role="alert" className={classes.region}>
      {link === 'closed' && (
        <p className={classes.banner}>
          <IconPlugConnectedX aria-hidden size={22} />
          <span>{t('shell.stopped')}</span>
        </p>
      )}
    </div>
  );
}
