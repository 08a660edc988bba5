import { queryOptions } from '@tanstack/react-query';
import { type ItemTarget, readFirstItems } from '../../../lib/read-items.js';

/** Items on one printed list: some 80 sheets. A page with many more takes browsers minutes to lay out. */
export const MAX_PRINTED = 2000;

/** Read once and kept as it was: a list must not change under the hand of whoever is about to print it. */
export function printedItemsQueryOptions(target: ItemTarget) {
  return queryOptions({
    queryKey: ['printed-items', target],
    queryFn: ({ signal }) => readFirstItems(target, MAX_PRINTED, signal),
    gcTime: 0,
  });
}
