import type { Digest, Fingerprint, Loss } from '@brique/sync-core';

/** A copy of an item that came from elsewhere and is not merged: it would take something from whoever has the item here. */
export interface HeldCopy {
  /** Grows with each copy held. */
  readonly number: number;
  readonly id: string;
  /** Instance id of the sender. */
  readonly from: string;
  /** As in StoredItem. */
  readonly text: string;
  readonly digest: Digest;
  /** What it took when it came. */
  readonly loss: Loss;
  /** Its session has not come to its end, which decides whether it waits for the owner or is merged after all. */
  readonly isStaged: boolean;
  /** Wall clock, ms since 1970. */
  readonly at: number;
}

export interface HeldQuery {
  readonly ids?: readonly string[];
  readonly from?: string;
  readonly isStaged?: boolean;
  /** Of greater numbers only. */
  readonly after?: number;
  readonly limit?: number;
}

/** The held copies of one transaction. */
export interface HeldCopies {
  /** In the order of their numbers. */
  load(query: HeldQuery): Promise<HeldCopy[]>;
  add(copies: readonly Omit<HeldCopy, 'number'>[]): Promise<void>;
  remove(numbers: readonly number[]): Promise<void>;
  /** How many items of a sender are staged. */
  countStaged(from: string): Promise<number>;
  /** What is staged of a sender waits for the owner from now on. */
  keepStaged(from: string): Promise<void>;
}

/** @returns how many items wait for the owner in all */
export function total(waitingFrom: HeldState['waitingFrom']): number {
  return [...waitingFrom.values()].reduce((sum, count) => sum + count, 0);
}

/** What is held, in short. */
export interface HeldState {
  /** Items, those that are staged included. */
  readonly count: number;
  /** Of these the ones that wait for the owner, by who sent them. */
  readonly waitingFrom: ReadonlyMap<string, number>;
  /** Senders of which something is staged. */
  readonly stagedFrom: readonly string[];
  /** What all items would sum to if each held copy stood in the place of ours; null when nothing is held. */
  readonly accepted: Fingerprint | null;
}
