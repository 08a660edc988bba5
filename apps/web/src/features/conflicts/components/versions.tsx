import type { ConflictSide, FieldConflict, SettleChoice } from '@brique/shared';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useKeyNames } from '../../../lib/use-key-names.js';
import { choiceOf } from '../presence.js';
import { Before } from './before.js';
import classes from './conflicts.module.css';
import { isShortened } from './use-whole-conflict.js';
import { VersionSide } from './version-side.js';
import { VersionValue } from './version-value.js';

interface VersionsProps {
  conflict: FieldConflict;
  isBusy: boolean;
  /** More of it is on its way. */
  isReading: boolean;
  onChoose: (choice: SettleChoice) => void;
  /** The whole texts, or further versions, are to be shown. */
  onMore: () => void;
}

/** What a field was before, and each version that came of it. */
export function Versions({ conflict, isBusy, isReading, onChoose, onMore }: VersionsProps) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const { key, before, sides, moreSides } = conflict;
  const isPart = isShortened(conflict);
  const current = sides.find(({ isCurrent }) => isCurrent);
  /** Without what it was before, the versions are compared with the one that holds; beginnings would look alike that are not. */
  const comparedWith = (side: ConflictSide) => {
    if (isPart) return null;
    return before ?? (side.isCurrent ? null : (current ?? null));
  };
  return (
    <>
      <Before itemKey={key} before={before} />
      <ul className={classes.sides} aria-label={t('conflicts.versions', { field: names.label(key) })}>
        {sides.map((side) => {
          const choice = choiceOf(side);
          return (
            <VersionSide
              key={`${side.peer} ${side.at} ${side.conflict}`}
              side={side}
              isBusy={isBusy}
              onKeep={() => choice !== null && onChoose(choice)}
            >
              <VersionValue itemKey={key} value={side.value} length={side.length} from={comparedWith(side)} />
            </VersionSide>
          );
        })}
      </ul>
      {(isPart || moreSides > 0) && (
        <Button
          variant="default"
          size="compact-md"
          style={{ justifySelf: 'start' }}
          loading={isReading}
          onClick={onMore}
        >
          {isPart ? t('conflicts.wholeTexts') : t('conflicts.moreVersions', { count: moreSides })}
        </Button>
      )}
    </>
  );
}
