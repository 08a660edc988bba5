import type { ItemHistoryReader } from '../../src/usecases/history/item-history.js';
import type { ItemWrite, ReplicaStore } from '../../src/usecases/sync/replica-store.js';
import type { SessionLogs } from '../../src/usecases/sync/session-record.js';

/** A line of the history, as far as every implementation tells it. */
interface HistoryLine {
  readonly peerId: string;
  readonly itemsReceived: number;
  readonly error: string | null;
}

/** A store and what the contract needs around it. */
export interface StoreUnderTest {
  readonly store: ReplicaStore;
  readonly logs: SessionLogs;
  readonly itemHistory: ItemHistoryReader;
  /** Sessions that ended, newest first. */
  history(): Promise<HistoryLine[]>;
  /** Moves the wall clock, ms since 1970. */
  setTime(millis: number): void;
  close(): Promise<void>;
}

/** Gives the store of the running test. */
export type CurrentStore = () => StoreUnderTest;

/** Instance ids of two readers; sessions are logged with the first. */
export const ANNA = 'a'.repeat(52);
export const BRUNO = 'b'.repeat(52);

export function save(store: ReplicaStore, writes: readonly ItemWrite[]): Promise<void> {
  return store.write((tx) => tx.save(writes));
}
