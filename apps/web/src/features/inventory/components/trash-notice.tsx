import { LIMITS } from '@brique/shared';
import { Button } from '@mantine/core';
import { IconTrashX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './trash-notice.module.css';
import { usePurge } from './use-purge.js';

interface TrashNoticeProps {
  /** How many items lie in the trash; null when the list shows a part of it only. */
  count: number | null;
}

/** Stands above what lies in the trash: how long it stays, and the way to empty it. */
export function TrashNotice({ count }: TrashNoticeProps) {
  const { t } = useTranslation();
  const { ask, isBusy } = usePurge();
  return (
    <section className={classes.notice} aria-label={t('inventory.trash')}>
      <p className={classes.words}>{t('trash.notice', { count: LIMITS.trashDays })}</p>
      {count !== null && (
        <Button
          variant="light"
          color="red"
          leftSection={<IconTrashX size={18} aria-hidden />}
          loading={isBusy}
          onClick={() =>
            ask({ what: { filter: { deleted: true } }, title: t('trash.emptyTitle', { count }) })
          }
        >
          {t('trash.empty')}
        </Button>
      )}
    </section>
  );
}
