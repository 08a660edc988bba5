import type { MemoryState } from '../replica-store/memory-state.js';
import type { InstanceFacts } from './sim-instance.js';

/** Where a backup's feed ends, seen from a place that a peer has read up to. */
export type Relation = 'before' | 'at' | 'past';

/** The place in an instance's feed that the cursor of one of its readers stands for; null when it holds none that is known. */
export function placeOfReader(of: InstanceFacts, reader: InstanceFacts): number | null {
  const token = reader.disk.committed.held.get(of.instanceId);
  return of.disk.committed.minted.find((cursor) => cursor.token === token)?.place ?? null;
}

/** Of some states of an instance those whose feed ends there. */
export function statesAt(
  relation: Relation,
  place: number | null,
  states: readonly MemoryState[],
): readonly MemoryState[] {
  if (place === null) return [];
  return states.filter(({ feedHead }) => {
    if (relation === 'before') return feedHead < place;
    return relation === 'at' ? feedHead === place : feedHead > place;
  });
}
