import { useEffect, useRef } from 'react';

/**
 * Tells of each that comes into a list while it is looked at; not of those that are in it from the beginning.
 * @param list undefined while it is not known
 * @param isQuiet whether nothing is to be told, since it is on the screen already
 */
export function useNewcomers<T extends { readonly id: string }>(
  list: readonly T[] | undefined,
  isQuiet: boolean,
  tell: (newcomer: T) => void,
): void {
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!list) return;
    const before = known.current;
    known.current = new Set(list.map(({ id }) => id));
    if (before === null || isQuiet) return;
    for (const one of list) if (!before.has(one.id)) tell(one);
  }, [list, isQuiet, tell]);
}
