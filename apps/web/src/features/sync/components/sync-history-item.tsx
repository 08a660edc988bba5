import type { SyncLog } from '@brique/shared';
import { Skeleton, Text } from '@mantine/core';
import { IconCheck, IconHandStop, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FoldButton } from '../../../components/ui/fold-button.js';
import { useFormats } from '../../../lib/use-formats.js';
import { parseSyncError } from '../sync-error.js';
import { FailureMessage } from './failure-message.js';
import classes from './sync-history.module.css';

const SessionChangeList = lazy(() => import('./session-changes.js'));

const MARKS = { succeeded: IconCheck, failed: IconX, cancelled: IconHandStop };

/** One session in words: when, with whom, who began it, what it changed, and what to do when it failed. */
export function SyncHistoryItem({ log }: { log: SyncLog }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const failure = log.error === null ? null : parseSyncError(log.error);
  const state = failure === null ? 'succeeded' : failure.code === 'cancelled' ? 'cancelled' : 'failed';
  const stateName = {
    succeeded: t('sync.history.succeeded'),
    failed: t('sync.history.failedState'),
    cancelled: t('sync.history.cancelled'),
  }[state];
  const Mark = MARKS[state];
  const startedBy =
    log.initiatedBy === 'us' ? t('sync.history.byUs') : t('sync.history.byThem', { name: log.peerName });
  return (
    <li className={classes.item} data-testid="history-item" data-state={state}>
      <span className={classes.mark} data-state={state}>
        <Mark size={18} role="img" aria-label={stateName} />
      </span>
      <div className={classes.words}>
        <div className={classes.head}>
          <Text fw={650} component="span">
            {t('sync.history.with', { name: log.peerName })}
          </Text>
          <Text size="sm" c="dimmed" component="span">
            <time dateTime={log.timestamp}>{formats.time(log.timestamp)}</time>, {startedBy},{' '}
            {t(`sync.history.trigger.${log.trigger}`)}
          </Text>
        </div>
        {failure && (
          <Text size="sm" mt={2} component="div">
            <FailureMessage failure={failure} peerName={log.peerName} />
          </Text>
        )}
        <Numbers log={log} />
        {log.itemsReceived > 0 && <Changes logId={log.id} />}
      </div>
    </li>
  );
}

/** Opens to what the session changed here. */
function Changes({ logId }: { logId: number }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <FoldButton
        isOpen={isOpen}
        onToggle={setOpen}
        more={t('sync.changes.show')}
        less={t('sync.changes.hide')}
      />
      {isOpen && (
        <Suspense fallback={<Skeleton h={48} />}>
          <SessionChangeList logId={logId} />
        </Suspense>
      )}
    </>
  );
}

function Numbers({ log }: { log: SyncLog }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { itemsReceived, itemsSent, conflicts, rejected, held, heldThere } = log;
  const { bytesReceived, bytesSent, durationMs } = log;
  const moved = itemsReceived + itemsSent;
  const isSilent = log.error !== null && moved === 0 && bytesReceived + bytesSent === 0;
  if (isSilent) return null;
  return (
    <Text size="sm" component="div" className={classes.numbers ?? ''}>
      {moved > 0 ? (
        <>
          <span data-count="received">{t('sync.received', { count: itemsReceived })}</span>
          <span data-count="sent">{t('sync.sent', { count: itemsSent })}</span>
        </>
      ) : (
        log.error === null && held + heldThere === 0 && <span>{t('sync.history.nothing')}</span>
      )}
      {conflicts > 0 && (
        <span className={classes.attention}>{t('sync.history.conflicts', { count: conflicts })}</span>
      )}
      {rejected > 0 && (
        <span className={classes.attention}>{t('sync.history.rejected', { count: rejected })}</span>
      )}
      {held > 0 && <span className={classes.attention}>{t('held.log', { count: held })}</span>}
      {heldThere > 0 && <span className={classes.attention}>{t('held.logThere', { count: heldThere })}</span>}
      {log.reconciled && <span>{t('sync.history.reconciled')}</span>}
      <Text span inherit c="dimmed">
        {t('sync.history.bytes', {
          received: formats.bytes(bytesReceived),
          sent: formats.bytes(bytesSent),
        })}
        {', '}
        {t('sync.history.took', { duration: formats.duration(durationMs) })}
      </Text>
    </Text>
  );
}
