import type { Health, Stats } from '@brique/shared';
import { IconFileOff, IconFiles, IconShieldCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../components/ui/panel.js';
import { useFormats } from '../../../lib/use-formats.js';
import { shareOf } from '../shares.js';
import classes from './health-panel.module.css';

const BrickWall = lazy(() =>
  import('../../../components/ui/charts/brick-wall.js').then((module) => ({ default: module.BrickWall })),
);

/** In the order of the wall: what is done first, what is missing last. */
const HEALTHS = [
  { health: 'secured', colour: 'moss', look: 'full', Icon: IconShieldCheck },
  { health: 'partial', colour: 'ochre', look: 'hatched', Icon: IconFiles },
  { health: 'incomplete', colour: 'open', look: 'open', Icon: IconFileOff },
] as const satisfies readonly { health: Health; [more: string]: unknown }[];

/** How well things are documented, as a wall that is being built. */
export function HealthPanel({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { items, byHealth } = stats;
  const share = (health: Health) => formats.percent(shareOf(byHealth[health], items));
  return (
    <Panel isWide title={t('dashboard.health.title')} aside={t('dashboard.health.text')}>
      <div className={classes.wall} aria-hidden="true">
        <Suspense>
          <BrickWall
            parts={HEALTHS.map(({ health, colour, look }) => ({
              ...{ name: health, value: byHealth[health], colour, look },
            }))}
          />
        </Suspense>
      </div>
      <ul className={classes.list}>
        {HEALTHS.map(({ health, look, Icon }) => (
          <li key={health}>
            <Link
              to="/inventory"
              search={{ health }}
              className={classes.figure}
              data-testid={`health-${health}`}
            >
              <span className={classes.swatch} data-look={look} data-health={health} aria-hidden="true" />
              <span className={classes.count}>{formats.number(byHealth[health])}</span>
              <span className={classes.name}>
                <Icon size={16} aria-hidden /> {t(`health.${health}`)}
              </span>
              <span className={classes.share}>{share(health)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
