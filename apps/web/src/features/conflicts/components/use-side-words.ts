import type { ConflictSide } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';

/** @returns a function that says who wrote a version and when */
export function useSideWords(): (side: Pick<ConflictSide, 'peer' | 'at'>) => { who: string; when: string } {
  const { t } = useTranslation();
  const labelOf = useInstanceLabel();
  const formats = useFormats();
  const now = useNow();
  return ({ peer, at }) => {
    const { label, isSelf } = labelOf(peer);
    return { who: isSelf ? t('detail.here', { name: label }) : label, when: formats.moment(at, now) };
  };
}
