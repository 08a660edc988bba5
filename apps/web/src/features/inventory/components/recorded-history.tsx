import type { ItemDetail, ItemHistoryEntry, KeyChange } from '@brique/shared';
import { Button, Skeleton, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { kindOfKey } from '../../../lib/item-keys.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useKeyNames } from '../../../lib/use-key-names.js';
import { useNow } from '../../../lib/use-now.js';
import { itemHistoryQueryOptions } from '../api/item-history.js';
import classes from './item-detail.module.css';
import { KeyChanges } from './key-changes.js';
import { useRestoreEarlierState } from './use-restore-state.js';

/** Each change of an item since the history is kept, newest first, and the way back to what it was before. */
export function RecordedHistory({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const history = useInfiniteQuery(itemHistoryQueryOptions(item.id));
  const restore = useRestoreEarlierState(item.id);
  if (history.isError && !history.data) {
    return (
      <ErrorPanel
        title={t('detail.historyFailed')}
        error={history.error}
        onRetry={() => void history.refetch()}
      />
    );
  }
  if (!history.data) return <Skeleton h={64} aria-busy="true" />;
  const entries = history.data.pages.flatMap((page) => page.entries);
  const since = history.data.pages[0]?.recordedSince;
  const isWhole = history.hasNextPage || entries.at(-1)?.isFirst === true;
  return (
    <>
      <ol className={classes.history}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <EntryWords entry={entry} item={item} />
            <KeyChanges changes={entry.isFirst ? [] : entry.changes} />
            <Text size="sm" c="dimmed" component="time" dateTime={entry.changes[0]?.at ?? entry.at}>
              {formats.moment(entry.changes[0]?.at ?? entry.at, now)}
            </Text>
            {!entry.isFirst && (
              <Button
                variant="subtle"
                size="compact-sm"
                ml="xs"
                leftSection={<IconHistory size={16} aria-hidden />}
                disabled={restore.isBusy}
                onClick={() => void restore.ask(entry.id)}
              >
                {t('detail.restoreBefore')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <Button
          variant="default"
          size="compact-md"
          mt="xs"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('detail.historyOlder')}
        </Button>
      )}
      {!isWhole && since !== undefined && (
        <Text size="sm" c="dimmed" mt="xs" mb="xs">
          {t('detail.recordedSince', { when: formats.moment(since, now) })}
        </Text>
      )}
    </>
  );
}

/** Who did what in one change, a line for each instance that had a part in it. */
function EntryWords({ entry, item }: { entry: ItemHistoryEntry; item: ItemDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const labelOf = useInstanceLabel();
  const names = useKeyNames();
  const list = (changes: readonly KeyChange[]) =>
    formats.list([...new Set(changes.map(({ key }) => names.inSentence(key)))]);

  const deeds = (changes: readonly KeyChange[]): string => {
    const plain = changes.filter(({ key }) => key !== 'deleted');
    const isEmpty = ({ new: value }: KeyChange) => value === null || value === '';
    const removed = plain.filter((change) => isEmpty(change) && kindOfKey(change.key).kind !== 'field');
    const emptied = plain.filter((change) => isEmpty(change) && kindOfKey(change.key).kind === 'field');
    const changed = plain.filter((change) => !isEmpty(change));
    const moved = changes.find(({ key }) => key === 'deleted');
    return formats.list([
      ...(changed.length > 0 ? [t('detail.did.changed', { what: list(changed) })] : []),
      ...(emptied.length > 0 ? [t('detail.did.emptied', { what: list(emptied) })] : []),
      ...(removed.length > 0 ? [t('detail.did.removed', { what: list(removed) })] : []),
      ...(moved === undefined
        ? []
        : [moved.new === true ? t('detail.did.trashed') : t('detail.did.untrashed')]),
    ]);
  };
  const line = (peer: string, what: string) => t('detail.historyLine', { who: labelOf(peer).label, what });

  if (entry.isFirst) return <Text size="sm">{line(item.originPeerId, t('detail.did.added'))}</Text>;
  const peers = [...new Set(entry.changes.map(({ peer }) => peer))];
  if (peers.length === 0) return <Text size="sm">{t('detail.merged')}</Text>;
  return peers.map((peer) => (
    <Text key={peer} size="sm">
      {line(peer, deeds(entry.changes.filter((change) => change.peer === peer)))}
    </Text>
  ));
}
