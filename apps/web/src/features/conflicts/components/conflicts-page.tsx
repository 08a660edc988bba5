import { Button, Skeleton, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { conflictsQueryOptions } from '../api/conflicts.js';
import { ConflictList } from './conflict-list.js';
import classes from './conflicts.module.css';
import { useUndoKey } from './use-undo-key.js';

/** Everything that was changed in two places at once and waits for a choice, item by item. */
export function ConflictsPage() {
  const { t } = useTranslation();
  useUndoKey();
  const place = useRef<HTMLDivElement>(null);
  const conflicts = useInfiniteQuery(conflictsQueryOptions());
  const { data } = conflicts;
  const told = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const total = data?.pages[0]?.total ?? 0;

  const content = () => {
    if (conflicts.isError && !data) {
      return (
        <ErrorPanel
          title={t('conflicts.failed')}
          error={conflicts.error}
          onRetry={() => void conflicts.refetch()}
        />
      );
    }
    if (told === undefined) return <ConflictsSkeleton />;
    return (
      <>
        <ConflictList told={told} namesItems onEmpty={() => place.current?.focus()} />
        {told.length === 0 && (
          <MessagePanel
            icon={<IconCircleCheck />}
            title={t('conflicts.emptyTitle')}
            text={t('conflicts.emptyText')}
          >
            <LinkButton to="/inventory" variant="default">
              {t('shell.toInventory')}
            </LinkButton>
          </MessagePanel>
        )}
        {conflicts.hasNextPage && (
          <Button
            variant="default"
            style={{ justifySelf: 'start' }}
            loading={conflicts.isFetchingNextPage}
            onClick={() => void conflicts.fetchNextPage()}
          >
            {t('conflicts.more')}
          </Button>
        )}
      </>
    );
  };

  return (
    <>
      <PageHeader
        title={t('conflicts.title')}
        summary={total > 0 ? t('conflicts.toDecide', { count: total }) : ''}
      >
        {total > 0 && (
          <LinkButton to="/inventory" search={{ only: 'conflicts' }} variant="default">
            {t('conflicts.inInventory')}
          </LinkButton>
        )}
      </PageHeader>
      <div ref={place} tabIndex={-1} className={classes.page}>
        {total > 0 && (
          <Text c="dimmed" maw="44rem">
            {t('conflicts.text')}
          </Text>
        )}
        {content()}
      </div>
    </>
  );
}

function ConflictsSkeleton() {
  return (
    <div className={classes.page} aria-busy="true">
      {[0, 1, 2].map((place) => (
        <Card key={place} className={classes.card}>
          <Skeleton h={22} w="40%" />
          <div className={classes.sides}>
            <Skeleton h={110} />
            <Skeleton h={110} />
          </div>
        </Card>
      ))}
    </div>
  );
}
