import type { Brake } from './brake.js';
import { type Applied, applyBatches, type CheckedBatch, type Rejection } from './receive.js';
import type { Replica } from './replica.js';
import type { ReplicaTransaction } from './replica-store.js';
import type { SessionRecord } from './session-record.js';

/** Items of one transaction at most, more or less: large ones write each page of the indexes less often. */
const MAX_GROUP_ITEMS = 4000;
/** A transaction takes no more in after this long, in milliseconds: whoever edits meanwhile waits for it. */
const MAX_GROUP_MS = 150;
/** Pieces that wait to be written; whoever brings another one then waits too. */
const MAX_WAITING = 2;

/** A piece of a stream, checked. */
export interface Piece {
  /** Items that came, good or not. */
  readonly count: number;
  readonly checked: CheckedBatch;
  /** The cursor that closes it; null in the middle of a batch. */
  readonly cursor: string | null;
  /** It is the last of its session: nothing of it comes any more that was on its way. */
  readonly ends: boolean;
}

/** What one transaction wrote. */
export interface AppliedGroup extends Applied {
  /** Items that came, good or not. */
  readonly count: number;
  readonly rejected: readonly Rejection[];
}

export interface WriteHandlers {
  /** The session that brings the stream; null outside of any, or when it is over. */
  readonly session: () => SessionRecord | null;
  /** The session's brake; null where there is none, for the owner's own writes. */
  readonly brake: Brake | null;
  /** Writes in the group's transaction, called before it commits. */
  inTransaction(tx: ReplicaTransaction, group: AppliedGroup): Promise<void>;
  /** After the commit. */
  afterCommit(group: AppliedGroup): void;
}

export interface BatchWriter {
  /** Takes a piece over; resolves when there is room for another. @throws what writing an earlier one threw */
  add(piece: Piece): Promise<void>;
  /** Waits until everything taken over is durable. @throws what writing threw */
  finish(): Promise<void>;
}

/**
 * Writes pieces of a stream in their order, those that are ready together in one transaction.
 *
 * Invariants:
 * 1. A transaction holds its items, the last cursor that closes items of it or before, and what the handler adds: all of it or nothing.
 * 2. It never waits for a piece: when none is ready it commits.
 * 3. After a failure nothing more is written, and the failure is told.
 * @param from instance id of the sender
 */
export function createBatchWriter(replica: Replica, from: string, handlers: WriteHandlers): BatchWriter {
  const waiting: Piece[] = [];
  let writing: Promise<void> | null = null;
  let failure: { readonly error: unknown } | null = null;
  let roomAgain = () => {};

  const writeGroup = async () => {
    const group = { count: 0, applied: 0, conflicts: 0, held: 0, rejected: [] as Rejection[] };
    let cursor: string | null = null;
    let ends = false;
    const began = replica.wall.now();
    const isFull = () => group.count >= MAX_GROUP_ITEMS || replica.wall.now() - began >= MAX_GROUP_MS;
    const take = () => {
      const piece = group.count > 0 && isFull() ? undefined : waiting.shift();
      if (piece === undefined) return undefined;
      group.count += piece.count;
      group.rejected.push(...piece.checked.rejected);
      cursor = piece.cursor ?? cursor;
      ends ||= piece.ends;
      roomAgain();
      return piece.checked;
    };
    const { session, brake } = handlers;
    await applyBatches(
      replica,
      { from, session, brake },
      take,
      () => ends,
      async (tx, { rejected, ...applied }) => {
        Object.assign(group, applied);
        group.rejected.push(...rejected);
        if (cursor !== null) await tx.holdCursor(from, cursor);
        await handlers.inTransaction(tx, group);
      },
    );
    handlers.afterCommit(group);
  };

  const writeAll = async () => {
    try {
      while (waiting.length > 0) await writeGroup();
    } catch (error) {
      failure = { error };
      waiting.length = 0;
      roomAgain();
    } finally {
      writing = null;
    }
  };

  const throwFailure = () => {
    if (failure !== null) throw failure.error;
  };

  return {
    async add(piece) {
      throwFailure();
      waiting.push(piece);
      writing ??= writeAll();
      while (waiting.length >= MAX_WAITING) {
        await new Promise<void>((resolve) => {
          roomAgain = resolve;
        });
      }
      throwFailure();
    },
    async finish() {
      await writing;
      throwFailure();
    },
  };
}
