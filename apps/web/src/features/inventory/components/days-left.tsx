import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import { daysLeft, endOfTrash } from '../trash-time.js';

/** How long an item stays in the trash; the day it goes shows on hover. */
export function DaysLeft({ deletedAt, className }: { deletedAt: string; className?: string | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const left = daysLeft(deletedAt, now);
  const end = endOfTrash(deletedAt);
  return (
    <time className={className} dateTime={end} title={formats.calendarDate(end.slice(0, 10))}>
      {left === 0 ? t('trash.goesSoon') : t('trash.daysLeft', { count: left })}
    </time>
  );
}
