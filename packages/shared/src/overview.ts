/** What was done to items in one go, as far as their latest change tells. */
export type RecentChangeKind = 'created' | 'changed' | 'deleted' | 'restored';

/** One act of one instance: on one item, or the same on several within a short time. */
export interface RecentChange {
  kind: RecentChangeKind;
  /** Changed keys, in alphabetical order; empty for the other kinds. */
  keys: string[];
  /** First 8 characters of the instance id that did it. */
  peer: string;
  /** The latest of them. */
  at: string;
  /** Up to 3 of the items, the latest first. */
  items: { id: string; name: string }[];
  /** How many items. */
  count: number;
  /** There may be more than `count`: not all were looked at. */
  isAtLeast: boolean;
}

/** `GET /items/recent`, newest first. */
export interface RecentChanges {
  changes: RecentChange[];
}

/** `GET /samples`, and the answer of `POST /samples`. */
export interface SampleState {
  /** Sample items that are here as they were loaded, and would be taken away again. */
  items: number;
}

/** `DELETE /samples`. */
export interface SamplesRemoved {
  removed: number;
  /** Those that somebody has changed since are that person's now. */
  kept: number;
}
