import type { FieldConflict } from '@brique/shared';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { wholeConflictQueryOptions } from '../api/conflicts.js';
import { type ShownConflict, stillSides } from '../still-list.js';

/** Versions that are shown more with each press. */
const MORE = 20;

/** Whether values are told by their beginning only. */
export function isShortened({ before, sides }: Pick<FieldConflict, 'before' | 'sides'>): boolean {
  return [before, ...sides].some((each) => each?.length !== undefined);
}

/**
 * A conflict that the list tells in part, and the whole of it once that was asked for: values from their beginning to their end, further
 * versions a few at a time.
 */
export function useWholeConflict(itemId: string, { conflict: listed, isGone }: ShownConflict) {
  const [further, setFurther] = useState(0);
  const [isWanted, setWanted] = useState(false);
  const options = wholeConflictQueryOptions(itemId, listed);
  const { data, isFetching, refetch } = useQuery({ ...options, enabled: isWanted && !isGone });
  // Of one that has changed since, the list knows more.
  const isWhole = isWanted && data !== undefined && data.current === listed.current;
  const conflict = isWhole ? firstSides(stillSides(listed, data), listed.sides.length + further) : listed;

  /** @returns whether the whole is there; what hinders it is told */
  const read = async (): Promise<boolean> => {
    if (isWhole) {
      setFurther(further + MORE);
      return true;
    }
    const answer = await refetch();
    if (answer.error !== null) {
      showToast(<ProblemMessage error={answer.error} />, 'bad');
      return false;
    }
    if (!isShortened(listed)) setFurther(MORE);
    setWanted(true);
    return true;
  };

  return { conflict, isReading: isFetching && !isWhole, read };
}

function firstSides(conflict: FieldConflict, count: number): FieldConflict {
  const sides = conflict.sides.slice(0, count);
  return { ...conflict, sides, moreSides: conflict.moreSides + conflict.sides.length - sides.length };
}
