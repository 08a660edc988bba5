import type { Digest, Fingerprint, Range, RangeView, ReplicatedItem } from '@brique/sync-core';
import type { HeldCopies, HeldState } from './held-copies.js';
import type { SessionRecord } from './session-record.js';

/** An item as this instance stores it. */
export interface StoredItem {
  readonly item: ReplicatedItem;
  /** Its canonical text; the digest is the hash of it. */
  readonly text: string;
  readonly digest: Digest;
}

/** An item made ready to be stored: what takes time is done, and the item itself need not be kept in memory until then. */
export interface PreparedItem {
  readonly id: string;
  /** As in StoredItem. */
  readonly text: string;
  readonly digest: Digest;
  /** What the store that prepared it will write. */
  readonly row: string;
  /** Nothing is left of it but that it was deleted for good. */
  readonly purged: boolean;
}

/** What is to be said of an item when it is stored. */
interface Arrival {
  /** The digest it had here; null when it is new. */
  readonly replaces: Digest | null;
  /** The peer whose copy is now ours byte for byte; null when we wrote or merged it. Such items are not sent back. */
  readonly receivedFrom: string | null;
}

/** An item to store. */
export interface ItemWrite extends StoredItem, Arrival {}
/** A prepared item to store. */
export interface PreparedWrite extends PreparedItem, Arrival {}

/** Where writes come from, when not from here. */
export interface WriteCause {
  /** Instance id of the sender. */
  readonly from: string;
  /** The session that brings them; null outside of any, or when it is over. */
  readonly session: SessionRecord | null;
}

/** A stretch of a feed. */
export interface Documents {
  readonly count: number;
  /** Their canonical texts, one a line, without a final line break; '' when count is 0. */
  readonly lines: string;
  /** feed_seq of the last one looked at; the place to go on from. */
  readonly reached: number;
}

export interface FeedQuery {
  /** Items whose feed_seq is greater. */
  readonly after: number;
  readonly limit: number;
  /** UTF-8; at least one item comes back however large it is. */
  readonly maxBytes: number;
  /** The reader: what it sent us itself, unchanged since, is passed over. */
  readonly reader: string;
}

/** Reads of the replicated state. Each call sees committed data only. */
export interface ReplicaReader {
  readonly view: RangeView;
  /** The fingerprint of everything, kept up to date with each write. */
  fingerprint(): Promise<Fingerprint>;
  /** The last feed_seq given out. */
  feedHead(): Promise<number>;
  readFeed(query: FeedQuery): Promise<Documents>;
  /** How many items a reader would get after a place. */
  countFeed(after: number, reader: string): Promise<number>;
  /** The place in the feed before the first change at or after a wall-clock time. */
  feedPlaceAt(time: number): Promise<number>;
  /** Items by id, in id order. */
  documents(query: IdsQuery): Promise<RangeDocuments>;
  /** Items of an id range, in id order. */
  documentsInRange(query: RangeQuery): Promise<RangeDocuments>;
  /** @returns feed_seq for a token we minted for this reader, null when we do not know it */
  cursorPlace(reader: string, token: string): Promise<number | null>;
  /** The token we hold for another instance's feed. */
  heldCursor(feedOf: string): Promise<string | null>;
  /** Ids of items whose latest change lies after a wall-clock time, ascending, from the one after `afterId` on. */
  idsChangedAfter(time: number, afterId: string, limit: number): Promise<string[]>;
  /** The latest time in any item's stamps that is not after `limit`, ms since 1970; 0 when there is none. */
  latestChangeBefore(limit: number): Promise<number>;
  heldState(): Promise<HeldState>;
}

export interface IdsQuery {
  readonly ids: readonly string[];
  /** UTF-8; at least one item comes back however large it is. */
  readonly maxBytes: number;
}

export interface RangeQuery {
  readonly range: Range;
  readonly limit: number;
  /** UTF-8; at least one item comes back however large it is. */
  readonly maxBytes: number;
}

export interface RangeDocuments {
  readonly count: number;
  readonly lines: string;
  /** Lies after the last item that came and before every other: where to go on from; null when nothing came. */
  readonly next: string | null;
}

/** Writes of one transaction. */
export interface ReplicaTransaction {
  /** The stored items among `ids`. */
  load(ids: readonly string[]): Promise<Map<string, StoredItem>>;
  /** The stored items outside the trash that have one of the serial numbers, by that; of several, the one made first. */
  loadBySerialNumber(serialNumbers: readonly string[]): Promise<Map<string, StoredItem>>;
  /**
   * Stores items, moves them to the end of the feed in this order, brings the fingerprint up to date, and keeps what they were
   * before (of purged ones nothing is kept).
   * @param cause absent for what is written here; its session has a log line when this resolves
   */
  save(writes: readonly (ItemWrite | PreparedWrite)[], cause?: WriteCause): Promise<void>;
  /** Remembers how far we have read another instance's feed. */
  holdCursor(feedOf: string, token: string): Promise<void>;
  /** Keeps a running session's log line in step with what its batches did; `end` of SessionLogs closes it. */
  saveSession(record: SessionRecord): Promise<void>;
  /** How many items there are for people outside the trash; no more are counted than is asked for. */
  countShown(upTo: number): Promise<number>;
  readonly held: HeldCopies;
}

/** The replicated state of an instance. Everything done to items goes through here. */
export interface ReplicaStore extends ReplicaReader {
  /** Does ahead, and outside of any transaction, what `save` would do with an item: while one batch is written the next is prepared. */
  prepare(item: StoredItem): PreparedItem;
  /** Runs `work` in one transaction: all of it is durable when the promise resolves, or none of it is. */
  write<T>(work: (tx: ReplicaTransaction) => Promise<T>): Promise<T>;
  /** Mints a token for a place in our feed, durable before this resolves; the last token when it is the same place. */
  mintCursor(reader: string, place: number): Promise<string>;
}
