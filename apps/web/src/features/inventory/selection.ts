import type { Item, ItemFilter } from '@brique/shared';

/** Which items an act is for: those ticked, or all that match what the page shows, loaded or not. */
export type Selection = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all' };

export const NOTHING: Selection = { kind: 'some', ids: new Set() };

type Identified = Pick<Item, 'id'>;

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === 'all' || selection.ids.has(id);
}

/** @param total how many items match */
export function selectedCount(selection: Selection, total: number): number {
  return selection.kind === 'all' ? total : selection.ids.size;
}

/** Ticks or unticks one item. Out of "all", unticking one leaves the others that are loaded. */
export function toggle(selection: Selection, id: string, loaded: readonly Identified[]): Selection {
  const ids = new Set(selection.kind === 'all' ? loaded.map((item) => item.id) : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: 'some', ids };
}

/**
 * Ticks everything from one item to another, as a shift-click does.
 * @param from the item ticked before; when it is no longer loaded, only `to` is ticked
 */
export function selectRange(
  selection: Selection,
  from: string | null,
  to: string,
  loaded: readonly Identified[],
): Selection {
  if (selection.kind === 'all') return selection;
  const ends = [from, to].map((id) => loaded.findIndex((item) => item.id === id));
  const range = ends.includes(-1) ? [] : loaded.slice(Math.min(...ends), Math.max(...ends) + 1);
  return { kind: 'some', ids: new Set([...selection.ids, ...range.map((item) => item.id), to]) };
}

/** @returns the selection as the server takes it */
export function bulkTarget(
  selection: Selection,
  filter: ItemFilter,
): { ids: string[] } | { filter: ItemFilter } {
  return selection.kind === 'all' ? { filter } : { ids: [...selection.ids] };
}
