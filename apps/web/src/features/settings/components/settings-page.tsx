import { Skeleton } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { settingsQueryOptions } from '../api/settings.js';
import { AboutSection } from './about-section.js';
import { DataSection } from './data-section.js';
import { InstanceSection } from './instance-section.js';
import { LookSection } from './look-section.js';
import { NetworkSection } from './network-section.js';
import classes from './settings-page.module.css';
import { SettingsSection } from './settings-section.js';

interface SettingsPageProps {
  /** The part of the page that an address names, such as `data`. */
  anchor: string;
  /** Bytes; undefined until known. */
  databaseBytes: number | undefined;
  /** The sample items, which another feature provides. */
  samples: ReactNode;
  /** Who may open the page, which another feature knows. */
  password: ReactNode;
  onShowKeys: () => void;
}

/** What the owner decides about this instance. Every change is saved the moment it is made. */
export function SettingsPage({ anchor, databaseBytes, samples, password, onShowKeys }: SettingsPageProps) {
  const { t } = useTranslation();
  const settings = useQuery(settingsQueryOptions());
  const isRead = settings.data !== undefined;
  useEffect(() => {
    // The browser looked for it before the settings were read.
    if (isRead && anchor !== '') document.getElementById(anchor)?.scrollIntoView();
  }, [isRead, anchor]);

  const content = () => {
    if (settings.isError && !settings.data) {
      return (
        <ErrorPanel
          title={t('settings.failed')}
          error={settings.error}
          onRetry={() => void settings.refetch()}
        />
      );
    }
    if (!settings.data) return <SettingsSkeleton />;
    return (
      <div className={classes.page}>
        <InstanceSection settings={settings.data} />
        <NetworkSection settings={settings.data} />
        <SettingsSection
          anchor="password"
          icon={<IconLock />}
          title={t('access.section')}
          text={t('access.sectionText')}
        >
          {password}
        </SettingsSection>
        <LookSection settings={settings.data} />
        <DataSection settings={settings.data} databaseBytes={databaseBytes} samples={samples} />
        <AboutSection settings={settings.data} onShowKeys={onShowKeys} />
      </div>
    );
  };
  return (
    <>
      <PageHeader title={t('settings.title')} summary={t('settings.summary')} />
      {content()}
    </>
  );
}

function SettingsSkeleton() {
  return (
    <div className={classes.page} aria-busy="true">
      <Skeleton h={230} radius="md" />
      <Skeleton h={190} radius="md" />
      <Skeleton h={190} radius="md" />
    </div>
  );
}
