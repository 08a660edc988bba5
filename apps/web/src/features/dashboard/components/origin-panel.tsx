import type { Stats } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { Panel } from '../../../components/ui/panel.js';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { BarList } from './bar-list.js';

const ROOM = 5;

/** Which instances the items were first written down on. */
export function OriginPanel({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  const labelOf = useInstanceLabel();
  return (
    <Panel title={t('dashboard.origins.title')}>
      <BarList
        rows={stats.byOrigin.slice(0, ROOM).map(({ peerId, count }) => {
          const { label, isSelf } = labelOf(peerId);
          return {
            key: peerId,
            label: isSelf ? t('inventory.filter.thisInstance', { name: label }) : label,
            icon: <BrickMark id={peerId} size={18} />,
            count,
            search: { origin: peerId },
          };
        })}
      />
    </Panel>
  );
}
