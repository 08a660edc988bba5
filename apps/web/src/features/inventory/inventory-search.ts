import { type Health, ITEM_NEEDS, type ItemFilter, type ItemNeed, type ItemSort } from '@brique/shared';

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

const HEALTHS = ['incomplete', 'partial', 'secured'] as const satisfies readonly Health[];

/** The parts of a filter that are chosen from a list, in the order of the page. */
export const FILTER_FIELDS = ['category', 'brand', 'health', 'origin'] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** What the address bar holds of the inventory's state. Absent means the default. */
export interface InventorySearch {
  q?: string | undefined;
  sort?: OfferedSort | undefined;
  view?: 'cards' | undefined;
  category?: string | undefined;
  brand?: string | undefined;
  health?: Health | undefined;
  /** Instance id of the creator. */
  origin?: string | undefined;
  only?: ItemNeed | undefined;
  trash?: true | undefined;
}

/** Changes that take every filter off; the search text stays. */
export const NO_FILTERS: InventorySearch = {
  category: undefined,
  brand: undefined,
  health: undefined,
  origin: undefined,
  only: undefined,
};

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((each) => each === value);
}

/** The router reads `q=1234` as a number; a serial number typed here must come back as text. */
function text(value: unknown): string | undefined {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;
}

/** @returns the state an address names; what it names wrongly is left out */
export function parseInventorySearch(raw: Record<string, unknown>): InventorySearch {
  const sort = oneOf(SORTS, raw.sort);
  const search: InventorySearch = {
    q: text(raw.q),
    sort: sort === SORTS[0] ? undefined : sort,
    view: raw.view === 'cards' ? 'cards' : undefined,
    category: text(raw.category),
    brand: text(raw.brand),
    health: oneOf(HEALTHS, raw.health),
    origin: text(raw.origin),
    only: oneOf(ITEM_NEEDS, raw.only),
    trash: raw.trash === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** @returns what the server is asked for; the same object shape for the same state, as query keys want */
export function filterOf(search: InventorySearch): ItemFilter {
  const { q, category, brand, health, origin, only, trash } = search;
  return {
    ...(q && { search: q }),
    ...(category && { category }),
    ...(brand && { brand }),
    ...(health && { health }),
    ...(origin && { origin }),
    ...(only && { only }),
    ...(trash && { deleted: true }),
  };
}

/** @returns the filters that are on, in the order of the page */
export function activeFilters(search: InventorySearch): { field: FilterField | 'only'; value: string }[] {
  return [...FILTER_FIELDS, 'only' as const].flatMap((field) => {
    const value = search[field];
    return value === undefined ? [] : [{ field, value }];
  });
}
