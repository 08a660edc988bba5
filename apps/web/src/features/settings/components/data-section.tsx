import type { Settings } from '@brique/shared';
import { Button } from '@mantine/core';
import { IconDatabase, IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../../components/ui/facts.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { apiUrl } from '../../../lib/api-client.js';
import { useFormats } from '../../../lib/use-formats.js';
import { BackupSettings } from './backup-settings.js';
import { CopiedPath } from './copied-path.js';
import { HistorySettings } from './history-settings.js';
import classes from './settings-page.module.css';
import { SettingsSection } from './settings-section.js';

interface DataSectionProps {
  settings: Settings;
  /** undefined until known. */
  databaseBytes: number | undefined;
  samples: ReactNode;
}

/** Where everything is kept, and how to take a copy. */
export function DataSection({ settings, databaseBytes, samples }: DataSectionProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <SettingsSection
      anchor="data"
      icon={<IconDatabase />}
      title={t('settings.data')}
      text={t('settings.dataText')}
    >
      <Facts
        facts={[
          {
            label: t('settings.dataDir'),
            value: <CopiedPath path={settings.dataDir} label={t('settings.copyDataDir')} testId="data-dir" />,
            isWide: true,
          },
          {
            label: t('settings.storage'),
            value: databaseBytes === undefined ? t('common.dash') : formats.bytes(databaseBytes),
          },
        ]}
      />
      <div className={classes.buttons}>
        <Button
          component="a"
          href={apiUrl('/items/export', { format: 'json' })}
          download
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {t('settings.exportAll')}
        </Button>
        <LinkButton to="/inventory" search={{ trash: true }} variant="default">
          {t('settings.trash')}
        </LinkButton>
        {samples}
      </div>
      <BackupSettings />
      <HistorySettings />
    </SettingsSection>
  );
}
