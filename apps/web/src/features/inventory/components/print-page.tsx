import type { Item } from '@brique/shared';
import { Alert, Box, Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconBoxOff, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { useSelfName } from '../../../lib/instance-names.js';
import { styleNonce } from '../../../lib/nonce.js';
import { useFormats } from '../../../lib/use-formats.js';
import { MAX_PRINTED, printedItemsQueryOptions } from '../api/printed-items.js';
import { filterOf, type InventorySearch, SORTS } from '../inventory-search.js';
import classes from './print-page.module.css';
import { useListWords } from './use-list-words.js';

/** Characters of the notes on paper; the whole of them stands in the item. */
const NOTES_SHOWN = 400;

interface PrintPageProps {
  /** What the list shows, as its address says. */
  search: InventorySearch;
  /** Items chosen instead. */
  ids: readonly string[] | undefined;
}

/** A list for paper: on the screen as it will be printed. */
export function PrintPage({ search, ids }: PrintPageProps) {
  const { t } = useTranslation();
  const [target] = useState(() =>
    ids === undefined ? { filter: filterOf(search), sort: search.sort ?? SORTS[0] } : { ids },
  );
  const { data, error, refetch } = useQuery(printedItemsQueryOptions(target));
  const hasItems = data !== undefined && data.items.length > 0;
  return (
    <>
      <div className={classes.screen}>
        <PageHeader title={t('print.title')}>
          <LinkButton to="/inventory" search variant="default">
            {t('print.back')}
          </LinkButton>
          {hasItems && (
            <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
              {t('print.print')}
            </Button>
          )}
        </PageHeader>
        {hasItems && data.total > data.items.length && (
          <Alert color="ochre" mb="md" icon={<IconAlertTriangle aria-hidden />}>
            {t('print.tooMany', { max: MAX_PRINTED, count: data.total })}
          </Alert>
        )}
      </div>
      {error ? (
        <ErrorPanel title={t('print.failed')} error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton h={360} aria-busy="true" />
      ) : hasItems ? (
        <PrintedList items={data.items} total={data.total} search={search} isSelection={ids !== undefined} />
      ) : (
        <MessagePanel icon={<IconBoxOff />} title={t('print.noneTitle')} text={t('print.noneText')} />
      )}
    </>
  );
}

interface PrintedListProps {
  items: readonly Item[];
  total: number;
  search: InventorySearch;
  isSelection: boolean;
}

function PrintedList({ items, total, search, isSelection }: PrintedListProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [today] = useState(() => new Date().toLocaleDateString('sv'));
  const listWords = useListWords();
  const count =
    items.length < total
      ? t('print.firstOf', { max: items.length, count: total })
      : t('inventory.count', { count: total });
  return (
    <article className={classes.paper}>
      <style nonce={styleNonce()}>{'@page { size: A4; margin: 14mm 12mm; }'}</style>
      <header className={classes.header}>
        <h2>{useSelfName() ?? t('print.title')}</h2>
        <p>
          {[isSelection ? t('print.selection') : listWords(search), count, formats.calendarDate(today)].join(
            ' · ',
          )}
        </p>
      </header>
      {/* Narrow screens scroll it sideways, also by keyboard. */}
      <Box component="section" className={classes.scroll ?? ''} aria-label={t('print.title')} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('item.name')}</th>
              <th scope="col">{t('item.category')}</th>
              <th scope="col">{t('print.make')}</th>
              <th scope="col">{t('item.serialNumber')}</th>
              <th scope="col">{t('item.notes')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row">{item.name}</th>
                <td>{item.category}</td>
                <td>{[item.brand, item.model].filter(Boolean).join(' · ')}</td>
                <td>{item.serialNumber}</td>
                <td>{shortened(item.notes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
    </article>
  );
}

function shortened(notes: string): string {
  return notes.length > NOTES_SHOWN ? `${notes.slice(0, NOTES_SHOWN).trimEnd()}…` : notes;
}
