import type { ItemSort } from '@brique/shared';

/** The sorts offered on the page, the first being the default. */
export const SORTS = [
  '-updatedAt',
  '-createdAt',
  'name',
  '-name',
  'category',
  'brand',
] as const satisfies readonly ItemSort[];
export type OfferedSort = (typeof SORTS)[number];

/** What the address bar holds of the inventory's state. Absent means the default. */
export interface InventorySearch {
  q?: string | undefined;
  sort?: OfferedSort | undefined;
  trash?: true | undefined;
}

function isOfferedSort(value: unknown): value is OfferedSort {
  return (SORTS as readonly unknown[]).includes(value);
}

/** @returns the state an address names; what it names wrongly is left out */
export function parseInventorySearch(raw: Record<string, unknown>): InventorySearch {
  // The router reads `q=1234` as a number; a serial number typed here must come back as text.
  const q = typeof raw.q === 'string' || typeof raw.q === 'number' ? String(raw.q) : '';
  return {
    ...(q ? { q } : {}),
    ...(isOfferedSort(raw.sort) && raw.sort !== SORTS[0] ? { sort: raw.sort } : {}),
    ...(raw.trash === true ? { trash: true } : {}),
  };
}
