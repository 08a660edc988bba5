import { IconCircleCheck, IconFileImport, IconPackages, IconPencilPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './first-start.module.css';

interface ItemsStepProps {
  /** How many items there are. */
  items: number;
  onLoadSamples: () => void;
  isLoading: boolean;
  /** Shown beside the count when samples are here: the way to take them away. */
  samples: ReactNode | false;
}

/** Three ways to fill the shelves; whichever is taken, one comes back to this step. */
export function ItemsStep({ items, onLoadSamples, isLoading, samples }: ItemsStepProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.choices}>
        <Link to="/inventory/new" className={classes.choice}>
          <IconPencilPlus aria-hidden />
          <b>{t('firstStart.items.write')}</b>
          <span>{t('firstStart.items.writeText')}</span>
        </Link>
        <Link to="/inventory" hash="import" className={classes.choice}>
          <IconFileImport aria-hidden />
          <b>{t('firstStart.items.import')}</b>
          <span>{t('firstStart.items.importText')}</span>
        </Link>
        <button
          type="button"
          className={classes.choice}
          disabled={isLoading || samples !== false}
          onClick={onLoadSamples}
        >
          <IconPackages aria-hidden />
          <b>{t('samples.load')}</b>
          <span>{t('firstStart.items.samplesText')}</span>
        </button>
      </div>
      <div className={classes.there} role="status">
        {items > 0 && (
          <>
            <IconCircleCheck size={20} aria-hidden color="var(--mantine-color-moss-light-color)" />
            {t('firstStart.items.there', { count: items })}
            {samples}
          </>
        )}
      </div>
    </>
  );
}
