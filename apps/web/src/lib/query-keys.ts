/**
 * The first parts of every query key. They stand here, outside the features, because the event stream must know
 * what to refetch without importing the features that fetch it.
 */
export const queryKeys = {
  itemLists: ['items', 'list'],
  /** Below the lists of items: what makes them stale makes these stale as well. */
  conflicts: ['items', 'list', 'conflicts'],
  /** Of one state of a conflict, which does not change; asked for once it is settled it would not be there. */
  wholeConflicts: ['whole-conflicts'],
  itemDetails: ['items', 'detail'],
  peers: ['peers'],
  syncHistory: ['sync-history'],
  syncProgress: ['sync-progress'],
  settings: ['settings'],
  pairing: ['pairing'],
  held: ['held'],
  backups: ['backups'],
} as const;
