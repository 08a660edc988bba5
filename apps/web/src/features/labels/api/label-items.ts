import type { Item, ItemFilter, ItemPage, ItemSort } from '@brique/shared';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import type { LabelItem } from '../label-layout.js';
import { MAX_LABELS } from '../label-sheets.js';

/** Which items get a label: those named, in that order, or what a list shows. */
export type LabelTarget = { ids: readonly string[] } | { filter: ItemFilter; sort: ItemSort };

interface LabelItems {
  /** At most `MAX_LABELS`. */
  items: LabelItem[];
  /** How many there are in all. */
  total: number;
}

const PAGE_SIZE = 200;

/** `POST /items/export`, which takes more ids than an address; ids that name nothing are passed over. */
async function readNamed(ids: readonly string[], signal: AbortSignal): Promise<LabelItems> {
  const body = { format: 'json', ids: ids.slice(0, MAX_LABELS) };
  const { items } = await api<{ items: Item[] }>('POST', '/items/export', { body, signal });
  const byId = new Map(items.map((item) => [item.id, item]));
  const found = body.ids.flatMap((id) => byId.get(id) ?? []);
  return { items: found, total: found.length + ids.length - body.ids.length };
}

/** `GET /items`, page by page in the order of the list. */
async function readList(filter: ItemFilter, sort: ItemSort, signal: AbortSignal): Promise<LabelItems> {
  const { deleted, ...rest } = filter;
  const items: Item[] = [];
  for (let cursor: string | null = null; ; ) {
    const query = { ...rest, deleted: deleted ? 1 : undefined, sort, limit: PAGE_SIZE, cursor };
    const page: ItemPage = await api('GET', '/items', { query, signal });
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null || items.length >= MAX_LABELS)
      return { items: items.slice(0, MAX_LABELS), total: page.total };
  }
}

/**
 * Read once and kept as it was: no event makes it stale, because a sheet must not change under the hand of whoever is about to
 * print it.
 */
export function labelItemsQueryOptions(target: LabelTarget) {
  return queryOptions({
    queryKey: ['label-items', target],
    queryFn: ({ signal }) =>
      'ids' in target ? readNamed(target.ids, signal) : readList(target.filter, target.sort, signal),
    gcTime: 0,
  });
}
