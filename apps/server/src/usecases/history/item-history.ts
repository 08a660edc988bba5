/** One write to an item, as this instance saw it. */
export interface HistoryEntry {
  /** Grows with each write, of whatever item. */
  readonly seq: number;
  readonly itemId: string;
  /** The item's canonical text before the write; null when it made the item here. */
  readonly before: string | null;
  /** Its canonical text after it. */
  readonly after: string;
  /** Wall clock at which it was written here, ms since 1970. */
  readonly at: number;
  /** The session that brought it; null when it was written here, or in no session. */
  readonly logId: number | null;
  /** Instance id of who sent it; null when it was written here. */
  readonly fromPeer: string | null;
}

export interface EntriesQuery {
  readonly limit: number;
  /** Entries of a lower seq only. */
  readonly before?: number;
}

/** Reads what was written to items, since the history is kept. */
export interface ItemHistoryReader {
  /** Writes to one item, newest first; those deleted for good have none. */
  ofItem(itemId: string, query: EntriesQuery): Promise<HistoryEntry[]>;
}
