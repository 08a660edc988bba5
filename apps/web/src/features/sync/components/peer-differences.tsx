import type { Peer } from '@brique/shared';
import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const DifferenceList = lazy(() => import('./difference-list.js'));

/** Opens to the items that differ, and why. */
export function PeerDifferences({ peer }: { peer: Pick<Peer, 'id' | 'name'> }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        aria-expanded={isOpen}
        aria-label={isOpen ? t('differences.hide') : t('differences.showName', { name: peer.name })}
        onClick={() => setOpen((open) => !open)}
      >
        {isOpen ? t('differences.hide') : t('differences.show')}
      </Button>
      {isOpen && (
        <Suspense fallback={<Skeleton h={64} />}>
          <DifferenceList peer={peer} />
        </Suspense>
      )}
    </div>
  );
}
