import type { Peer } from '@brique/shared';
import { IconCircleCheck, IconCircleDashed, IconCircleHalf2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { daysBetween } from '../../../lib/format.js';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';
import classes from './sync.module.css';

/** Whether both inventories were proved to be the same, and when. */
export function PeerProof({ peer }: { peer: Pick<Peer, 'inSync' | 'verifiedAt' | 'held' | 'heldThere'> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const { verifiedAt, held, heldThere } = peer;
  const inSync = held > 0 || heldThere > 0 ? false : peer.inSync;

  const words = () => {
    if (held > 0) return t('held.proofHere', { count: held });
    if (heldThere > 0) return t('held.proofThere', { count: heldThere });
    if (inSync === null) return t('sync.proofUnknown');
    if (!inSync) return t('sync.proofDiffers');
    if (!verifiedAt) return t('sync.identical');
    const isToday = daysBetween(Date.parse(verifiedAt), now) === 0;
    return isToday
      ? t('sync.proofIdentical', { time: formats.time(verifiedAt) })
      : t('sync.proofIdenticalOn', { moment: formats.moment(verifiedAt, now) });
  };

  const Icon = inSync === null ? IconCircleDashed : inSync ? IconCircleCheck : IconCircleHalf2;
  const tone = inSync === null ? 'gray' : inSync ? 'moss' : 'ochre';
  return (
    <span className={classes.proof} data-in-sync={String(inSync)}>
      <Icon
        size={18}
        aria-hidden
        color={`var(--mantine-color-${tone}-light-color)`}
        style={{ flex: 'none' }}
      />
      {words()}
    </span>
  );
}
