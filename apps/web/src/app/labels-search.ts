import { type InventorySearch, parseInventorySearch } from '../features/inventory/inventory-search.js';

/** What the address of the labels page names: one item, or a list by the inventory's own parameters. */
export interface LabelsSearch extends InventorySearch {
  /** Item id. */
  item?: string | undefined;
  /** Everything that the filter leaves; without it an address without a filter would print the whole inventory unasked. */
  list?: true | undefined;
}

export function parseLabelsSearch(raw: Record<string, unknown>): LabelsSearch {
  return {
    ...parseInventorySearch(raw),
    ...(typeof raw.item === 'string' && raw.item !== '' && { item: raw.item }),
    ...(raw.list === true && { list: true as const }),
  };
}
