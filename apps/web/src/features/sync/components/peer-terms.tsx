import type { Peer } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../lib/use-formats.js';
import { useNow } from '../../../lib/use-now.js';

/** What an instance may do here, where that is not everything, and until when. */
export function PeerTerms({ peer }: { peer: Peer }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const may = t(peer.scope === 'guest' ? 'sync.mayRead' : 'sync.mayAll');
  if (peer.trustedUntil === null) return may;
  return t('sync.mayUntil', { may, moment: formats.moment(peer.trustedUntil, now) });
}
