import type { SessionItemChange } from '@brique/shared';
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { sessionChangesQueryOptions } from '../api/session-changes.js';
import { ChangeLines } from './change-lines.js';
import classes from './session-changes.module.css';
import { useRollBackSession } from './use-roll-back-session.js';

/** What one session changed here, item by item, and taking it back as a whole. */
export default function SessionChangeList({ logId }: { logId: number }) {
  const { t } = useTranslation();
  const changes = useInfiniteQuery(sessionChangesQueryOptions(logId));
  const rollBack = useRollBackSession(logId);
  if (changes.isError && !changes.data) {
    return (
      <ErrorPanel
        title={t('sync.changes.failed')}
        error={changes.error}
        onRetry={() => void changes.refetch()}
      />
    );
  }
  if (!changes.data) return <Skeleton h={48} aria-busy="true" />;
  const items = changes.data.pages.flatMap((page) => page.items);
  const isPruned = changes.data.pages.some((page) => page.isPruned);
  if (items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {isPruned ? t('sync.changes.pruned') : t('sync.changes.none')}
      </Text>
    );
  }
  return (
    <Stack gap="xs" align="start">
      <ul className={classes.items}>
        {items.map((item) => (
          <ItemLine key={item.itemId} item={item} />
        ))}
      </ul>
      <Group gap="xs">
        {changes.hasNextPage && (
          <Button
            variant="default"
            size="compact-md"
            loading={changes.isFetchingNextPage}
            onClick={() => void changes.fetchNextPage()}
          >
            {t('sync.changes.more')}
          </Button>
        )}
        {!isPruned && (
          <Button
            variant="light"
            size="compact-md"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            loading={rollBack.isBusy}
            onClick={() => void rollBack.ask()}
          >
            {t('sync.changes.rollBack')}
          </Button>
        )}
      </Group>
      {isPruned && (
        <Text size="sm" c="dimmed">
          {t('sync.changes.prunedInPart')}
        </Text>
      )}
    </Stack>
  );
}

function ItemLine({ item: { itemId, name, kind, changes } }: { item: SessionItemChange }) {
  const { t } = useTranslation();
  return (
    <li>
      <Text size="sm" component="span">
        <Link to="/inventory/$itemId" params={{ itemId }}>
          {name || t('sync.changes.gone')}
        </Link>{' '}
        {t(`sync.changes.kind.${kind}`)}
      </Text>
      <ChangeLines changes={changes} />
    </li>
  );
}
