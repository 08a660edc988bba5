import type { Stats } from '@brique/shared';

export interface CategoryShare {
  /** Empty: without a category. */
  category: string;
  count: number;
}

/**
 * The largest categories, and what is left over. One more that fits is shown rather than called "1 more".
 * @param categories most frequent first
 * @param room rows there are
 */
export function largestCategories(
  categories: Stats['byCategory'],
  room: number,
): { shown: CategoryShare[]; others: number } {
  if (categories.length <= room) return { shown: [...categories], others: 0 };
  const shown = categories.slice(0, room - 1);
  return { shown, others: categories.length - shown.length };
}

/** @returns a share for percentages; 0 of nothing is 0. What is not all is never shown as 100 %, nor something as 0 % */
export function shareOf(count: number, total: number): number {
  if (total === 0 || count === 0) return 0;
  if (count === total) return 1;
  return Math.min(0.99, Math.max(0.01, count / total));
}
