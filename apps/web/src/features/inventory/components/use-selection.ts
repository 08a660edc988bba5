import type { Item, ItemFilter } from '@brique/shared';
import { useCallback, useRef, useState } from 'react';
import { NOTHING, type Selection, selectedCount, selectRange, toggle } from '../selection.js';

interface SelectionState {
  /** The filter it was made under: another list, another selection. */
  scope: string;
  selection: Selection;
  /** Where a range begins: the item ticked last. */
  anchor: string | null;
}

/** The ticked items of the list on screen. */
export function useSelection(filter: ItemFilter, loaded: readonly Item[], total: number) {
  const scope = JSON.stringify(filter);
  const empty: SelectionState = { scope, selection: NOTHING, anchor: null };
  const [state, setState] = useState(empty);
  const { selection, anchor } = state.scope === scope ? state : empty;

  const latest = useRef<(id: string, isRange: boolean) => void>(() => {});
  latest.current = (id, isRange) =>
    setState({
      scope,
      selection: isRange ? selectRange(selection, anchor, id, loaded) : toggle(selection, id, loaded),
      anchor: id,
    });
  // Always the same function, so that ticking one row draws no other.
  const tick = useCallback((id: string, isRange: boolean) => latest.current(id, isRange), []);

  return {
    selection,
    count: selectedCount(selection, total),
    /** @param isRange everything from the item ticked last to this one */
    tick,
    selectAll: () => setState({ scope, selection: { kind: 'all' }, anchor: null }),
    clear: () => setState(empty),
  };
}

export type SelectionControl = ReturnType<typeof useSelection>;
