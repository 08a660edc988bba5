/** One key of an item, before and after. Values of own fields (`x:…`) are a type and a value; null stands for nothing. */
export interface KeyChange {
  key: string;
  old: unknown;
  new: unknown;
  /** First 8 characters of the instance id that wrote it, and when it did. */
  peer: string;
  at: string;
}

/** One write to an item, as this instance saw it. */
export interface ItemHistoryEntry {
  id: number;
  /** When it was written here. */
  at: string;
  /** The write made the item here: there is no state before it. */
  isFirst: boolean;
  /** The session that brought it; null when it was written here, or in no session. */
  sessionId: number | null;
  /** Instance id of who sent it; null when it was written here. */
  fromPeer: string | null;
  /** In key order; at least one, but for a write that changed nothing that people see. */
  changes: KeyChange[];
}

/** `GET /items/:id/history`, newest first. */
export interface ItemHistoryPage {
  entries: ItemHistoryEntry[];
  nextCursor: string | null;
  /** Nothing is known of what was written before. */
  recordedSince: string;
}

/** `POST /items/:id/history/:entry/restore`. With `dryRun=1` nothing is written, and the changes say what would be. */
export interface RestoreStateResult {
  changes: KeyChange[];
  /** Give it to `POST /items/undo`; null when nothing changed. */
  undoId: string | null;
}

/** What one session did to one item here. */
export interface SessionItemChange {
  itemId: string;
  name: string;
  kind: 'created' | 'changed' | 'deleted' | 'restored';
  /** Empty for an item that it created. */
  changes: KeyChange[];
}

/** `GET /sync/history/:id/changes`. */
export interface SessionChanges {
  items: SessionItemChange[];
  nextCursor: string | null;
  /** Part of what it changed is older than the history is kept: `items` may lack some, and it cannot be rolled back any more. */
  isPruned: boolean;
}

/** `GET /history`: how much is kept of what items were. */
export interface HistorySize {
  /** Writes whose item before them is kept. */
  entries: number;
  /** Room they take in the database, as an estimate from a sample of them. */
  bytes: number;
  /** Every write since then is kept. */
  recordedSince: string;
}

/** `POST /sync/history/:id/rollback`. With `dryRun=1` nothing is written, and the counts say what would be. */
export interface RollbackResult {
  /** Items set back to what they were. */
  changed: number;
  /** Items that the session had brought: they go to the trash. */
  trashed: number;
  /** Items of which something stays, because somebody has changed it since. */
  kept: number;
  /** Give it to `POST /items/undo`; null when nothing changed. */
  undoId: string | null;
}
