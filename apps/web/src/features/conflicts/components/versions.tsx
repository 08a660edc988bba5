import type { FieldConflict, SettleChoice } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { useKeyNames } from '../../../lib/use-key-names.js';
import { choiceOf } from '../presence.js';
import { Before } from './before.js';
import classes from './conflicts.module.css';
import { VersionSide } from './version-side.js';
import { VersionValue } from './version-value.js';

interface VersionsProps {
  conflict: FieldConflict;
  isBusy: boolean;
  onChoose: (choice: SettleChoice) => void;
}

/** What a field was before, and each version that came of it. */
export function Versions({ conflict: { key, before, sides }, isBusy, onChoose }: VersionsProps) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const current = sides.find(({ isCurrent }) => isCurrent);
  return (
    <>
      <Before itemKey={key} before={before} />
      <ul className={classes.sides} aria-label={t('conflicts.versions', { field: names.label(key) })}>
        {sides.map((side) => {
          const choice = choiceOf(side);
          // Without what it was before, the versions are compared with the one that holds.
          const from = before ?? (side.isCurrent ? null : (current ?? null));
          return (
            <VersionSide
              key={`${side.peer} ${side.at} ${side.conflict}`}
              side={side}
              isBusy={isBusy}
              onKeep={() => choice !== null && onChoose(choice)}
            >
              <VersionValue itemKey={key} value={side.value} from={from} />
            </VersionSide>
          );
        })}
      </ul>
    </>
  );
}
