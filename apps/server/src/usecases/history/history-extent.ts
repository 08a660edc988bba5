/** Reads how much history there is. */
export interface HistoryExtentReader {
  /** Every write since then is in it, ms since 1970. */
  recordedSince(): Promise<number>;
  /** How many writes it holds, and how many bytes they take, about. */
  size(): Promise<{ readonly entries: number; readonly bytes: number }>;
}
