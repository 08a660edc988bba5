import type { ConflictSide } from '@brique/shared';
import { Badge, Button } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './conflicts.module.css';
import { useSideWords } from './use-side-words.js';

interface VersionSideProps {
  side: ConflictSide;
  /** What it holds. */
  children: ReactNode;
  isBusy: boolean;
  onKeep: () => void;
}

/** One version of a field: what it holds, who wrote it and when, and the button that keeps it. */
export function VersionSide({ side, children, isBusy, onKeep }: VersionSideProps) {
  const { t } = useTranslation();
  const { who, when } = useSideWords()(side);
  return (
    <li className={classes.side} data-testid="version">
      <div className={classes.by}>
        <span>{t('conflicts.by', { who, when })}</span>
        {side.isCurrent && (
          <Badge color="moss" fz="xs">
            {t('conflicts.holds')}
          </Badge>
        )}
      </div>
      <div className={classes.value}>{children}</div>
      <ChoiceButton label={t('conflicts.keepName', { who, when })} isBusy={isBusy} onChoose={onKeep}>
        {t('conflicts.keep')}
      </ChoiceButton>
    </li>
  );
}

interface ChoiceButtonProps {
  label?: string;
  isBusy: boolean;
  color?: string;
  onChoose: () => void;
  children: ReactNode;
}

export function ChoiceButton({ label, isBusy, color, onChoose, children }: ChoiceButtonProps) {
  const choose = (event: MouseEvent) => {
    // The second click of a double one would choose in the conflict that has come into this one's place.
    if (event.detail <= 1 && !isBusy) onChoose();
  };
  return (
    <Button
      variant="light"
      size="compact-md"
      style={{ alignSelf: 'start' }}
      {...(color !== undefined && { color })}
      {...(label !== undefined && { 'aria-label': label })}
      // Not `disabled`: the focus stays where it is until there is somewhere to go on.
      data-disabled={isBusy}
      aria-disabled={isBusy}
      onClick={choose}
    >
      {children}
    </Button>
  );
}
