import type { Item, ItemLookup } from '@brique/shared';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { parseItemCode } from '../../../lib/item-code.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** @returns `GET /items/lookup`: what bears the text as its id, short id or serial number */
async function lookUp(text: string, signal?: AbortSignal): Promise<Item[]> {
  if (text === '') return [];
  return (await api<ItemLookup>('GET', '/items/lookup', { query: { text }, signal })).items;
}

/**
 * @param raw as it was scanned or typed
 * Under the key of the lists: an item that arrives meanwhile is found at once.
 */
export function itemLookupQueryOptions(raw: string) {
  const code = parseItemCode(raw);
  const text = code.kind === 'item' ? code.id : code.text;
  return queryOptions({
    queryKey: [...queryKeys.itemLists, 'lookup', text],
    queryFn: ({ signal }) => lookUp(text, signal),
  });
}
