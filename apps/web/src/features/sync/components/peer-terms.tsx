import type { TrustTerms } from '@brique/shared';
import { IconClockX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import classes from './sync.module.css';

/** @returns a function that says what an instance may do here, and until when */
export function useTermsWords(): (terms: TrustTerms) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return ({ scope, until }) => {
    const may = t(scope === 'guest' ? 'sync.mayRead' : 'sync.mayAll');
    return until === null ? may : t('sync.mayUntil', { may, moment: formats.moment(until, now) });
  };
}

/** Says that the time for which an instance was let in is over, and what to do. */
export function PeerEnded({ end }: { end: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return (
    <p className={classes.notice}>
      <IconClockX size={18} aria-hidden />
      <span className={classes.besideMark}>{t('sync.ended', { moment: formats.moment(end, now) })}</span>
    </p>
  );
}
