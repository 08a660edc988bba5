import { Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FoldButton } from '../../../components/ui/fold-button.js';
import { useFormats } from '../../../lib/use-formats.js';
import type { HistoryRun } from '../history-runs.js';
import classes from './sync-history.module.css';
import { SyncHistoryItem } from './sync-history-item.js';

/** Many sessions that went by themselves, told in one line that opens. */
export function SyncHistoryRun({ run }: { run: HistoryRun }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { logs, names, itemsReceived, itemsSent } = run;
  const count = logs.length;
  const [to = '', from = ''] = [logs[0]?.timestamp, logs.at(-1)?.timestamp];
  return (
    <>
      <li className={classes.item} data-testid="history-run" data-state="succeeded">
        <span className={classes.mark} data-state="succeeded">
          <IconStack2 size={18} role="img" aria-label={t('sync.history.succeeded')} />
        </span>
        <div className={classes.words}>
          <div className={classes.head}>
            <Text fw={650} component="span">
              {t('sync.history.with', { name: formats.list(names) })}
            </Text>
            <Text size="sm" c="dimmed" component="span">
              {formats.time(from) !== formats.time(to) && (
                <>
                  <time dateTime={from}>{formats.time(from)}</time> –{' '}
                </>
              )}
              <time dateTime={to}>{formats.time(to)}</time>
              {', '}
              {t('sync.history.run', { count })}
            </Text>
          </div>
          <Text size="sm" component="div" className={classes.numbers ?? ''}>
            <span>{t('sync.received', { count: itemsReceived })}</span>
            <span>{t('sync.sent', { count: itemsSent })}</span>
          </Text>
          <FoldButton
            isOpen={isOpen}
            onToggle={setOpen}
            more={t('sync.history.unfold')}
            less={t('sync.history.fold')}
          />
        </div>
      </li>
      {isOpen && logs.map((log) => <SyncHistoryItem key={log.id} log={log} />)}
    </>
  );
}
