import type { HeldGroup } from '@brique/shared';
import { Button, Group, Progress, Skeleton, Text, Title } from '@mantine/core';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { Card } from '../../../components/ui/card.js';
import { RelativeTime } from '../../../components/ui/relative-time.js';
import classes from './held.module.css';
import { useHeldDecision } from './use-held-decision.js';

const HeldItems = lazy(() => import('./held-items.js'));

/** What one instance would change here, in short and item by item, and the decision about it. */
export function HeldCard({ group }: { group: HeldGroup }) {
  const { t } = useTranslation();
  const nameId = useId();
  const { peerId, deletes, overwrites, since } = group;
  const name = group.peerName || t('held.unknown');
  const [isOpen, setOpen] = useState(false);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const decision = useHeldDecision(peerId, name, () => setPicked(new Set()));
  const { progress } = decision;

  const parts = {
    deletes: t('held.deletes', { count: deletes }),
    overwrites: t('held.overwrites', { count: overwrites }),
  };
  const sum = deletes === 0 ? parts.overwrites : overwrites === 0 ? parts.deletes : t('held.both', parts);
  const ids = picked.size > 0 ? [...picked] : null;
  const count = ids?.length ?? deletes + overwrites;

  return (
    <Card role="group" aria-labelledby={nameId} className={classes.group} data-testid="held-card">
      <div className={classes.head}>
        <BrickMark id={peerId} size={40} />
        <div className={classes.headText}>
          <Title order={3} id={nameId} className={classes.name}>
            {name}
          </Title>
          <Text>{sum}</Text>
          <Text size="sm" c="dimmed">
            {t('held.since')} <RelativeTime iso={since} />
          </Text>
        </div>
      </div>
      {isOpen && (
        <Suspense fallback={<Skeleton h={120} />}>
          <HeldItems peerId={peerId} name={name} picked={picked} onPick={setPicked} />
        </Suspense>
      )}
      {progress !== null && (
        <div>
          <Progress
            value={progress.total === 0 ? 0 : (100 * progress.done) / progress.total}
            aria-label={t('held.progress', { ...progress })}
          />
          <Text size="sm" c="dimmed" mt={4}>
            {t('held.progress', { ...progress })}
          </Text>
        </div>
      )}
      <Group gap="xs">
        <Button
          variant="default"
          aria-expanded={isOpen}
          aria-label={isOpen ? t('held.hide') : t('held.showName', { name })}
          onClick={() => setOpen((open) => !open)}
        >
          {isOpen ? t('held.hide') : t('held.show')}
        </Button>
        <Button variant="light" disabled={decision.isBusy} onClick={() => decision.ask('reject', ids, count)}>
          {ids === null ? t('held.rejectAll') : t('held.rejectSome', { count })}
        </Button>
        <Button
          variant="light"
          color="red"
          disabled={decision.isBusy}
          onClick={() => decision.ask('accept', ids, count)}
        >
          {ids === null ? t('held.acceptAll') : t('held.acceptSome', { count })}
        </Button>
      </Group>
    </Card>
  );
}
