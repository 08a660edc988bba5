import { Button, Skeleton } from '@mantine/core';
import { IconBoxSeam, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import { statsQueryOptions } from '../api/stats.js';
import { AttentionBoard, type AttentionProps } from './attention-board.js';
import { CategoryPanel } from './category-panel.js';
import classes from './dashboard.module.css';
import { HealthPanel } from './health-panel.js';
import { OriginPanel } from './origin-panel.js';
import { RecentPanel } from './recent-panel.js';
import { SignBoard } from './sign-board.js';
import { StoragePanel } from './storage-panel.js';

interface HomePageProps extends Omit<AttentionProps, 'stats'> {
  /** null until known. */
  self: { id: string; name: string } | null;
  /** Names a key of an item in words, for use inside a sentence. */
  nameOfKey: (key: string) => string;
  /** How this instance stands with the others, which another feature provides. */
  syncGlance: ReactNode;
  /** Loads items to look around with, for an inventory that has none. */
  onLoadSamples: () => void;
}

/** What this instance holds and how it is doing; each figure leads to the items behind it. */
export function HomePage({ self, nameOfKey, syncGlance, onLoadSamples, ...attention }: HomePageProps) {
  const { t } = useTranslation();
  const stats = useQuery(statsQueryOptions());
  const { data } = stats;

  const figures = () => {
    // What does not come from the counts stands there without them.
    if (!data) {
      return (
        <div className={classes.grid} aria-busy={!stats.isError}>
          <div className={classes.wide}>
            {stats.isError ? (
              <ErrorPanel
                title={t('dashboard.failed')}
                error={stats.error}
                onRetry={() => void stats.refetch()}
              />
            ) : (
              <Skeleton h={250} radius="md" />
            )}
          </div>
          {stats.isError ? (
            <>
              <RecentPanel nameOfKey={nameOfKey} />
              {syncGlance}
            </>
          ) : (
            // With the counts: how high they are decides where the rest stands.
            <>
              <Skeleton h={420} radius="md" />
              <Skeleton h={420} radius="md" />
            </>
          )}
        </div>
      );
    }
    if (data.items === 0) {
      return (
        <div className={classes.grid}>
          <div className={classes.wide}>
            <MessagePanel
              icon={<IconBoxSeam />}
              title={t('inventory.emptyTitle')}
              text={t('inventory.emptyText')}
            >
              <LinkButton to="/inventory/new" leftSection={<IconPlus size={18} aria-hidden />}>
                {t('inventory.new')}
              </LinkButton>
              <LinkButton to="/inventory" variant="default">
                {t('shell.toInventory')}
              </LinkButton>
              <Button variant="subtle" onClick={onLoadSamples}>
                {t('samples.load')}
              </Button>
            </MessagePanel>
          </div>
          {syncGlance}
          <StoragePanel stats={data} />
        </div>
      );
    }
    return (
      <div className={classes.grid}>
        <HealthPanel stats={data} />
        <CategoryPanel stats={data} />
        <RecentPanel nameOfKey={nameOfKey} />
        {syncGlance}
        <OriginPanel stats={data} />
        <StoragePanel stats={data} />
      </div>
    );
  };

  return (
    <>
      <SignBoard self={self} items={data?.items} isReading={!data && !stats.isError} />
      <AttentionBoard {...attention} stats={data} />
      {figures()}
    </>
  );
}
