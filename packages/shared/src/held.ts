import type { KeyChange } from './history.js';

/** What one instance has sent that waits for the owner's decision. */
export interface HeldGroup {
  /** Instance id of the sender, who may not be trusted, or known, any more. */
  peerId: string;
  peerName: string;
  /** Items that would go to the trash, or be deleted for good. */
  deletes: number;
  /** Items of which something would be overwritten. */
  overwrites: number;
  /** When the first of it came. */
  since: string;
}

/** An item with a change that waits. */
export interface HeldItem {
  itemId: string;
  /** As it is here. */
  name: string;
  kind: 'delete' | 'purge' | 'overwrite';
  /** What would change here, in key order; empty for a deletion. */
  changes: KeyChange[];
  heldAt: string;
}

/** `GET /held/:peerId`. */
export interface HeldPage {
  items: HeldItem[];
  nextCursor: string | null;
}

export type HeldDecision = 'accept' | 'reject';

/** `POST /held/:peerId`: what is decided about some items, or about all of that sender when `itemIds` is absent. */
export interface HeldDecisionInput {
  decision: HeldDecision;
  itemIds?: string[];
}

/** What a decision did. */
export interface HeldDecisionResult {
  /** Items decided about. */
  decided: number;
  /** Give it to `POST /items/undo`; null when there is nothing to take back. */
  undoId: string | null;
}
