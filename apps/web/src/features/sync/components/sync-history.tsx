import type { Peer } from '@brique/shared';
import { Button, Group, NativeSelect, Skeleton, Stack, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import { syncHistoryQueryOptions } from '../api/sync-history.js';
import { groupByDay } from '../history-days.js';
import { foldRuns } from '../history-runs.js';
import classes from './sync-history.module.css';
import { SyncHistoryItem } from './sync-history-item.js';
import { SyncHistoryRun } from './sync-history-run.js';

/** Every session, newest first, day by day. */
export function SyncHistory({ peers }: { peers: readonly Peer[] }) {
  const { t } = useTranslation();
  const [peerId, setPeerId] = useState<string | null>(null);
  return (
    <section aria-labelledby="sync-history">
      <Group justify="space-between" mb="sm" gap="sm">
        <Title order={2} id="sync-history">
          {t('sync.history.title')}
        </Title>
        {peers.length > 0 && (
          <NativeSelect
            aria-label={t('sync.history.filter')}
            value={peerId ?? ''}
            data={[
              { value: '', label: t('sync.history.all') },
              ...peers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => setPeerId(event.currentTarget.value || null)}
          />
        )}
      </Group>
      <HistoryDays peerId={peerId} />
    </section>
  );
}

function HistoryDays({ peerId }: { peerId: string | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const history = useInfiniteQuery(syncHistoryQueryOptions(peerId));
  if (history.isError && !history.data) {
    return (
      <ErrorPanel
        title={t('sync.history.failed')}
        error={history.error}
        onRetry={() => void history.refetch()}
      />
    );
  }
  if (!history.data) {
    return (
      <Stack gap="xs" aria-busy="true">
        <Skeleton h={64} />
        <Skeleton h={64} />
        <Skeleton h={64} />
      </Stack>
    );
  }
  const logs = history.data.pages.flatMap((page) => page.logs);
  if (logs.length === 0) {
    return (
      <MessagePanel
        tone="quiet"
        order={3}
        icon={<IconHistory />}
        title={t('sync.history.empty')}
        text={t('sync.history.emptyText')}
      />
    );
  }
  return (
    <>
      {groupByDay(logs).map((day) => (
        <div key={day.at} className={classes.day}>
          <Title order={3} size="h5" className={classes.dayName}>
            {formats.capitalise(formats.day(day.at, now))}
          </Title>
          <ol className={classes.timeline}>
            {foldRuns(day.logs).map((entry) =>
              'logs' in entry ? (
                // Named by its oldest, for it grows at the other end.
                <SyncHistoryRun key={`run-${entry.logs.at(-1)?.id}`} run={entry} />
              ) : (
                <SyncHistoryItem key={entry.id} log={entry} />
              ),
            )}
          </ol>
        </div>
      ))}
      {history.hasNextPage && (
        <Button
          variant="default"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('sync.history.more')}
        </Button>
      )}
    </>
  );
}
