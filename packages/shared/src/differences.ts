/**
 * Why an item is not the same on the other side, as far as it is known here without asking there.
 * held: its change waits here for the owner's decision; refused, refused_there: one side did not take it, for what it holds;
 * not_sent: it changed here since that instance was given everything.
 */
export type DifferenceReason = 'held' | 'refused' | 'refused_there' | 'not_sent';

/** An item that differs. */
export interface Difference {
  itemId: string;
  /** As it is here; '' when it is not here, or was deleted for good. */
  name: string;
  reason: DifferenceReason;
  /** Of a refusal. */
  code: string | null;
  /** Of a refusal and of what waits: since when. */
  at: string | null;
}

/** `GET /peers/:id/differences`. */
export interface DifferencesPage {
  items: Difference[];
  nextCursor: string | null;
  /** Items, of all pages. */
  counts: Record<DifferenceReason, number>;
  /** Items of which a change waits for a decision there; their names are known there only. */
  heldThere: number;
  /** Its own changes are not taken over here, because it is a guest. */
  isGuestHere: boolean;
  /** Ours are not taken over there, because we are a guest; null when unknown. */
  isGuestThere: boolean | null;
}
