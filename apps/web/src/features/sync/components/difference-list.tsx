import type { Difference, Peer } from '@brique/shared';
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { differencesQueryOptions } from '../api/differences.js';
import classes from './held.module.css';

/** In what another instance differs from this one, as far as it is known here. */
export default function DifferenceList({ peer }: { peer: Pick<Peer, 'id' | 'name'> }) {
  const { t } = useTranslation();
  const found = useInfiniteQuery(differencesQueryOptions(peer.id));
  if (found.isError && !found.data) {
    return (
      <ErrorPanel title={t('differences.failed')} error={found.error} onRetry={() => void found.refetch()} />
    );
  }
  const first = found.data?.pages[0];
  if (!found.data || first === undefined) return <Skeleton h={64} aria-busy="true" />;
  const items = found.data.pages.flatMap((page) => page.items);
  const { heldThere, isGuestHere, isGuestThere } = first;
  const notes = [
    heldThere > 0 ? t('differences.heldThere', { count: heldThere }) : null,
    isGuestHere ? t('differences.guestHere') : null,
    isGuestThere ? t('differences.guestThere') : null,
  ].filter((note) => note !== null);
  return (
    <Stack gap="xs">
      {notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
      {items.length === 0 && notes.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('differences.none')}
        </Text>
      )}
      {items.length > 0 && (
        <ul className={classes.items} aria-label={t('differences.list', { name: peer.name })}>
          {items.map((item) => (
            <DifferenceLine key={`${item.reason} ${item.itemId}`} item={item} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button
          variant="default"
          size="compact-md"
          style={{ alignSelf: 'start' }}
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('differences.more')}
        </Button>
      )}
    </Stack>
  );
}

/** Reasons of refusal that have words of their own. */
const WHY = [
  'future_stamp',
  'value_too_large',
  'too_many_keys',
  'too_many_replicas',
  'item_too_large',
] as const;

function DifferenceLine({ item: { itemId, name, reason, code } }: { item: Difference }) {
  const { t } = useTranslation();
  const known = WHY.find((each) => each === code);
  const why = known === undefined ? t('differences.why.other', { code }) : t(`differences.why.${known}`);
  return (
    <li>
      <Text size="sm" component="span" className={classes.itemText ?? ''}>
        {name === '' ? (
          t('differences.gone')
        ) : (
          <Link to="/inventory/$itemId" params={{ itemId }}>
            {name}
          </Link>
        )}{' '}
        {t(`differences.reason.${reason}`, { why })}
      </Text>
    </li>
  );
}
