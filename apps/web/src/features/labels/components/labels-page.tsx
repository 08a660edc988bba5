import { Alert, Button, Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconBoxOff, IconPrinter, IconSticker2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { MessagePanel } from '../../../components/ui/message-panel.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { styleNonce } from '../../../lib/nonce.js';
import { type LabelTarget, labelItemsQueryOptions } from '../api/label-items.js';
import { labelFormat, labelsPerSheet, paperSize } from '../label-formats.js';
import type { LabelItem } from '../label-layout.js';
import { type LabelOptions, readLabelOptions, storeLabelOptions } from '../label-options.js';
import { fillSheets, MAX_LABELS, withCopies } from '../label-sheets.js';
import { LabelOptionsForm } from './label-options-form.js';
import { LabelSheet } from './label-sheet.js';
import classes from './labels.module.css';

/** @param target null when the address names nothing and nothing was chosen */
export function LabelsPage({ target }: { target: LabelTarget | null }) {
  const { t } = useTranslation();
  if (target === null) {
    return (
      <>
        <PageHeader title={t('labels.title')} />
        <MessagePanel icon={<IconSticker2 />} title={t('labels.chooseTitle')} text={t('labels.chooseText')}>
          <LinkButton to="/inventory">{t('shell.toInventory')}</LinkButton>
        </MessagePanel>
      </>
    );
  }
  return <LabelsOf target={target} />;
}

function LabelsOf({ target }: { target: LabelTarget }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(labelItemsQueryOptions(target));
  if (data && data.items.length > 0) return <PrintPage items={data.items} total={data.total} />;
  return (
    <>
      <PageHeader title={t('labels.title')} />
      {error ? (
        <ErrorPanel title={t('labels.failed')} error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <MessagePanel icon={<IconBoxOff />} title={t('labels.noneTitle')} text={t('labels.noneText')}>
          <LinkButton to="/inventory">{t('shell.toInventory')}</LinkButton>
        </MessagePanel>
      ) : (
        <Skeleton h={360} aria-busy="true" />
      )}
    </>
  );
}

function PrintPage({ items, total }: { items: LabelItem[]; total: number }) {
  const { t } = useTranslation();
  const [options, setOptions] = useState(readLabelOptions);
  const [copies, setCopies] = useState(1);
  const [chosenStart, setStart] = useState(1);
  const format = labelFormat(options.format);
  const perSheet = labelsPerSheet(format);
  const start = Math.min(chosenStart, perSheet);
  const paper = paperSize(format);
  const labels = useMemo(() => withCopies(items, copies), [items, copies]);
  const sheets = useMemo(() => fillSheets(labels, perSheet, start - 1), [labels, perSheet, start]);
  // Thousands of labels take a moment to draw; the field that was changed must not wait for it.
  const shown = useDeferredValue(sheets);
  const { ref, width } = useElementSize();
  const wanted = total * copies;

  const change = (changes: Partial<LabelOptions>) => {
    const next = { ...options, ...changes };
    setOptions(next);
    storeLabelOptions(next);
  };

  return (
    <>
      <style nonce={styleNonce()}>{`@page { size: ${paper.width}mm ${paper.height}mm; margin: 0; }`}</style>
      <div className={classes.screen}>
        <PageHeader
          title={t('labels.title')}
          summary={
            perSheet > 1
              ? t('labels.summary', {
                  labels: t('labels.count', { count: labels.length }),
                  sheets: t('labels.sheets', { count: sheets.length }),
                })
              : t('labels.count', { count: labels.length })
          }
        >
          <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            {t('labels.print')}
          </Button>
        </PageHeader>
      </div>
      <div className={classes.page}>
        <div className={classes.options}>
          <LabelOptionsForm
            format={format}
            lines={options.lines}
            onOptions={change}
            copies={copies}
            onCopies={setCopies}
            start={start}
            onStart={setStart}
          />
          {wanted > MAX_LABELS && (
            <Alert color="ochre" mt="md">
              {t('labels.tooMany', { max: MAX_LABELS, wanted })}
            </Alert>
          )}
          <p className={classes.hint}>{t('labels.printHint')}</p>
        </div>
        <div ref={ref} className={classes.preview}>
          <div
            className={classes.sheets}
            // Never larger than life; on a narrow screen as large as fits.
            style={
              {
                '--zoom': width > 0 ? Math.min(1, width / ((paper.width * 96) / 25.4)) : 1,
              } as React.CSSProperties
            }
          >
            {shown.map((places, at) => (
              <LabelSheet
                // biome-ignore lint/suspicious/noArrayIndexKey: sheets are told apart by their number alone.
                key={at}
                format={format}
                places={places}
                lines={options.lines}
                number={at + 1}
                onStart={at === 0 && perSheet > 1 ? (place) => setStart(place + 1) : undefined}
              />
            ))}
          </div>
        </div>
      </div>
    </>
  );
}
