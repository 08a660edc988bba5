import type { Item, ItemFilter, ItemPage, ItemSort } from '@brique/shared';
import { api } from './api-client.js';

/** Which items a page to print shows: those named, in that order, or what a list shows. */
export type ItemTarget = { ids: readonly string[] } | { filter: ItemFilter; sort: ItemSort };

/** The first items of a target, and how many there are in all. */
export interface FirstItems {
  items: Item[];
  total: number;
}

const PAGE_SIZE = 200;

/**
 * @param max items read
 * @throws ApiProblem
 */
export function readFirstItems(target: ItemTarget, max: number, signal: AbortSignal): Promise<FirstItems> {
  return 'ids' in target
    ? readNamed(target.ids, max, signal)
    : readList(target.filter, target.sort, max, signal);
}

/** `POST /items/export`, which takes more ids than an address; ids that name nothing are passed over. */
async function readNamed(ids: readonly string[], max: number, signal: AbortSignal): Promise<FirstItems> {
  const body = { format: 'json', ids: ids.slice(0, max) };
  const { items } = await api<{ items: Item[] }>('POST', '/items/export', { body, signal });
  const byId = new Map(items.map((item) => [item.id, item]));
  const found = body.ids.flatMap((id) => byId.get(id) ?? []);
  return { items: found, total: found.length + ids.length - body.ids.length };
}

/** `GET /items`, page by page in the order of the list. */
async function readList(
  filter: ItemFilter,
  sort: ItemSort,
  max: number,
  signal: AbortSignal,
): Promise<FirstItems> {
  const { deleted, ...rest } = filter;
  const items: Item[] = [];
  for (let cursor: string | null = null; ; ) {
    const query = { ...rest, deleted: deleted ? 1 : undefined, sort, limit: PAGE_SIZE, cursor };
    const page: ItemPage = await api('GET', '/items', { query, signal });
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null || items.length >= max) return { items: items.slice(0, max), total: page.total };
  }
}
