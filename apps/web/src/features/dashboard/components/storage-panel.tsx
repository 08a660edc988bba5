import type { Stats } from '@brique/shared';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../components/ui/panel.js';
import { useFormats } from '../../../lib/use-formats.js';
import classes from './dashboard.module.css';

/** How much room the inventory takes. */
export function StoragePanel({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Panel isWide title={t('dashboard.storage.title')}>
      <p className={classes.quiet}>
        {t('dashboard.storage.text', { size: formats.bytes(stats.storage.databaseBytes) })}{' '}
        <Link to="/settings" hash="data" className={classes.inline}>
          {t('dashboard.storage.where')}
        </Link>
      </p>
    </Panel>
  );
}
