import type { ItemFilter } from '@brique/shared';

/** @returns a filter as the query of an address of the API */
export function filterQuery(filter: ItemFilter): Record<string, string | number | undefined> {
  const { deleted, ...rest } = filter;
  return { ...rest, deleted: deleted ? 1 : undefined };
}
