import type { ConflictSide, FieldConflict, SettleChoice } from '@brique/shared';

/** Whether the question is if the item shall stay at all: deleted in one place, changed in another. */
export function isPresence({ key }: Pick<FieldConflict, 'key'>): boolean {
  return key === 'deleted' || key === 'purged';
}

/** Both answers to whether an item shall stay, and who gave them. */
export interface Presence {
  /** Those who deleted it; at least one. */
  deletions: ConflictSide[];
  /** Who changed it meanwhile. */
  change: ConflictSide | undefined;
  keeps: SettleChoice;
  /** Null when nobody can choose it. */
  trashes: SettleChoice | null;
}

export function readPresence({ sides }: Pick<FieldConflict, 'sides'>): Presence {
  const deletions = sides.filter(({ value }) => value === true);
  const change = sides.find(({ value }) => value !== true);
  return {
    deletions,
    change,
    keeps: choiceOf(change) ?? { keep: 'current' },
    trashes: choiceOf(deletions[0]),
  };
}

/** The choice that takes a side. */
export function choiceOf(side: ConflictSide | undefined): SettleChoice | null {
  if (side === undefined) return null;
  if (side.isCurrent) return { keep: 'current' };
  return side.conflict === null ? null : { keep: 'kept', conflict: side.conflict };
}

/** Whether a choice about an item's presence puts it in the trash. */
export function takesDeletion({ sides }: FieldConflict, choice: SettleChoice): boolean {
  if ('value' in choice) return choice.value === true;
  const taken =
    choice.keep === 'current'
      ? sides.find(({ isCurrent }) => isCurrent)
      : sides.find(({ conflict }) => conflict === choice.conflict);
  return taken?.value === true;
}
