import type { Peer } from '@brique/shared';
import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FoldButton } from '../../../components/ui/fold-button.js';

const DifferenceList = lazy(() => import('./difference-list.js'));

/** Opens to the items that differ, and why. */
export function PeerDifferences({ peer }: { peer: Pick<Peer, 'id' | 'name'> }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <FoldButton
        isOpen={isOpen}
        onToggle={setOpen}
        more={t('differences.show')}
        moreName={t('differences.showName', { name: peer.name })}
        less={t('differences.hide')}
      />
      {isOpen && (
        <Suspense fallback={<Skeleton h={64} />}>
          <DifferenceList peer={peer} />
        </Suspense>
      )}
    </div>
  );
}
