import { useTranslation } from 'react-i18next';
import { TechnicalDetail } from '../../../components/ui/technical-detail.js';
import { useSelfName } from '../../../lib/instance-names.js';
import { useFormats } from '../../../lib/use-formats.js';
import { parseClockSkew, seenFromHere } from '../clock-skew.js';
import { failureText, type SyncFailure, technicalDetail } from '../sync-error.js';

interface FailureMessageProps {
  failure: SyncFailure;
  /** The other instance's name at that time. */
  peerName: string;
}

/** Why a session did not finish and what to do about it, in our own words; what the server adds is a detail. */
export function FailureMessage({ failure, peerName }: FailureMessageProps) {
  const { t } = useTranslation();
  const skewWords = useSkewWords(failure, peerName);
  if (skewWords) return skewWords;
  return (
    <>
      {t(`sync.error.${failureText(failure)}`)}
      <TechnicalDetail detail={technicalDetail(failure)} />
    </>
  );
}

/** @returns which clock is wrong by how much, as far as the failure tells; null for other failures */
function useSkewWords(failure: SyncFailure, peerName: string): string | null {
  const { t } = useTranslation();
  const formats = useFormats();
  const selfName = useSelfName();
  const skew = failure.code === 'clock_skew' ? parseClockSkew(failure.detail) : null;
  if (!skew) return null;
  const span = formats.span(skew.minutes);
  const times = formats.momentPair(skew.there, skew.here);
  const seen = seenFromHere({ ...skew, there: times[0], here: times[1] }, { peer: peerName, self: selfName });
  if (seen.whose === 'unknown') {
    return t('sync.clocks.apart', { span, earlier: seen.earlier, later: seen.later });
  }
  const { theirs, ours } = seen;
  return seen.isAhead
    ? t('sync.clocks.ahead', { name: peerName, span, theirs, ours })
    : t('sync.clocks.behind', { name: peerName, span, theirs, ours });
}
