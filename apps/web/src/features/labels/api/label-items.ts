import { queryOptions } from '@tanstack/react-query';
import { type ItemTarget, readFirstItems } from '../../../lib/read-items.js';
import { MAX_LABELS } from '../label-sheets.js';

/** Which items get a label. */
export type LabelTarget = ItemTarget;

/**
 * Read once and kept as it was: no event makes it stale, because a sheet must not change under the hand of whoever is about to
 * print it.
 */
export function labelItemsQueryOptions(target: LabelTarget) {
  return queryOptions({
    queryKey: ['label-items', target],
    queryFn: ({ signal }) => readFirstItems(target, MAX_LABELS, signal),
    gcTime: 0,
  });
}
