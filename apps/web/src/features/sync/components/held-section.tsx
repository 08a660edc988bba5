import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { heldGroupsQueryOptions } from '../api/held.js';
import classes from './held.module.css';
import { HeldCard } from './held-card.js';

/** Changes from other instances that would delete or overwrite too much at once: nothing is shown while there are none. */
export function HeldSection() {
  const { t } = useTranslation();
  const titleId = useId();
  const groups = useQuery(heldGroupsQueryOptions());
  if (groups.isError && !groups.data) {
    return <ErrorPanel title={t('held.failed')} error={groups.error} onRetry={() => void groups.refetch()} />;
  }
  if (!groups.data || groups.data.length === 0) return null;
  return (
    <section aria-labelledby={titleId}>
      <Title order={2} id={titleId}>
        {t('held.title')}
      </Title>
      <Text c="dimmed" mb="md" maw="44rem">
        {t('held.text')}
      </Text>
      <div className={classes.groups}>
        {groups.data.map((group) => (
          <HeldCard key={group.peerId} group={group} />
        ))}
      </div>
    </section>
  );
}
