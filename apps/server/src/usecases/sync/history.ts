import type { SyncHistoryPage } from '@brique/shared';

export interface HistoryQuery {
  readonly peerId?: string;
  readonly limit: number;
  /** Log id; older ones come. */
  readonly before?: number;
}

/** Reads what sessions did, newest first. */
export interface SyncHistoryReader {
  page(query: HistoryQuery): Promise<SyncHistoryPage>;
}
