import type { HeldItem } from '@brique/shared';
import { Button, Checkbox, Skeleton, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { heldItemsQueryOptions } from '../api/held.js';
import { ChangeLines } from './change-lines.js';
import classes from './held.module.css';

interface HeldItemsProps {
  peerId: string;
  name: string;
  /** Ids of items. */
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
}

/** Each item that would be deleted or overwritten, with what would be lost; some can be picked, to decide about them alone. */
export default function HeldItems({ peerId, name, picked, onPick }: HeldItemsProps) {
  const { t } = useTranslation();
  const held = useInfiniteQuery(heldItemsQueryOptions(peerId));
  if (held.isError && !held.data) {
    return <ErrorPanel title={t('held.failed')} error={held.error} onRetry={() => void held.refetch()} />;
  }
  if (!held.data) return <Skeleton h={120} aria-busy="true" />;
  const items = held.data.pages.flatMap((page) => page.items);
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    onPick(next);
  };
  return (
    <>
      <ul className={classes.items} aria-label={t('held.list', { name })}>
        {items.map((item) => (
          <HeldLine
            key={item.itemId}
            item={item}
            isPicked={picked.has(item.itemId)}
            onToggle={() => toggle(item.itemId)}
          />
        ))}
      </ul>
      {held.hasNextPage && (
        <Button
          variant="default"
          size="compact-md"
          style={{ alignSelf: 'start' }}
          loading={held.isFetchingNextPage}
          onClick={() => void held.fetchNextPage()}
        >
          {t('held.more')}
        </Button>
      )}
    </>
  );
}

interface HeldLineProps {
  item: HeldItem;
  isPicked: boolean;
  onToggle: () => void;
}

function HeldLine({ item: { itemId, name, kind, changes }, isPicked, onToggle }: HeldLineProps) {
  const { t } = useTranslation();
  const shownName = name || t('held.unnamed');
  return (
    <li>
      <Checkbox
        aria-label={t('held.pick', { name: shownName })}
        checked={isPicked}
        onChange={onToggle}
        className={classes.tick ?? ''}
      />
      <div className={classes.itemText}>
        <Text size="sm" component="span">
          <Link to="/inventory/$itemId" params={{ itemId }}>
            {shownName}
          </Link>{' '}
          {t(`held.kind.${kind}`)}
        </Text>
        {kind === 'overwrite' && <ChangeLines changes={changes} />}
      </div>
    </li>
  );
}
