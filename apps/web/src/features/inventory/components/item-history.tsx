import type { ItemDetail } from '@brique/shared';
import { Button, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useKeyNames } from '../../../lib/use-key-names.js';
import { useNow } from '../../../lib/use-now.js';
import { itemHistoryQueryOptions } from '../api/item-history.js';
import { type Deed, tellHistory } from '../change-words.js';
import classes from './item-detail.module.css';
import { RecordedHistory } from './recorded-history.js';

/** Entries shown at first; an item may have been changed a hundred times. */
const SHOWN = 8;

/** Who did what with an item, in words: each change since they are recorded, then what is known of the time before. */
export function ItemHistory({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const labelOf = useInstanceLabel();
  const names = useKeyNames();
  const [isWhole, setWhole] = useState(false);
  const history = useInfiniteQuery(itemHistoryQueryOptions(item.id));
  const oldest = history.data?.pages.at(-1);
  const isIncomplete =
    oldest !== undefined && oldest.nextCursor === null && oldest.entries.at(-1)?.isFirst !== true;
  const groups = isIncomplete ? tellHistory(item).filter(({ at }) => at < oldest.recordedSince) : [];

  const wordsOf = (deed: Deed): string =>
    'keys' in deed
      ? t(`detail.did.${deed.did}`, { what: formats.list([...new Set(deed.keys.map(names.inSentence))]) })
      : t(`detail.did.${deed.did}`);

  return (
    <section aria-labelledby="item-history">
      <Title order={3} id="item-history" mb="xs">
        {t('detail.history')}
      </Title>
      <RecordedHistory item={item} />
      <ol className={classes.history} hidden={groups.length === 0}>
        {groups.slice(0, isWhole ? undefined : SHOWN).map(({ peer, at, deeds }) => (
          <li key={`${at} ${peer} ${deeds[0]?.did}`}>
            <Text size="sm">
              {t('detail.historyLine', { who: labelOf(peer).label, what: formats.list(deeds.map(wordsOf)) })}
            </Text>
            <Text size="sm" c="dimmed" component="time" dateTime={at}>
              {formats.moment(at, now)}
            </Text>
          </li>
        ))}
      </ol>
      {groups.length > SHOWN && !isWhole && (
        <Button variant="subtle" size="compact-md" mt="xs" onClick={() => setWhole(true)}>
          {t('detail.historyMore', { count: groups.length - SHOWN })}
        </Button>
      )}
    </section>
  );
}
