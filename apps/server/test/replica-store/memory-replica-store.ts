import { randomBytes } from 'node:crypto';
import {
  decodeItem,
  isDeleted,
  isPurged,
  latestStamp,
  millisOf,
  readKey,
  updateFingerprint,
} from '@brique/sync-core';
import type { WallClock } from '../../src/usecases/clock.js';
import type { ItemHistoryReader } from '../../src/usecases/history/item-history.js';
import type {
  ItemWrite,
  PreparedWrite,
  ReplicaStore,
  ReplicaTransaction,
} from '../../src/usecases/sync/replica-store.js';
import type { SessionLogs, SessionRecord } from '../../src/usecases/sync/session-record.js';
import { memoryHeldCopies } from './memory-held-copies.js';
import { memoryHistory } from './memory-history.js';
import { memoryReader } from './memory-reader.js';
import {
  type Disk,
  type Draft,
  draftOf,
  type HistoryRow,
  type LogRow,
  type MemoryRow,
  type MemoryState,
} from './memory-state.js';

/** Cursors kept for each reader, as the real store does. */
const CURSORS_PER_READER = 1000;

export interface MemoryStoreOptions {
  readonly disk: Disk;
  readonly clock: WallClock;
  /** Waited for at every step; a rejection is a disk that failed, or a process that was killed there. */
  readonly io?: () => Promise<void>;
  /** Asked in the very moment of a commit: a process that was killed a moment ago commits nothing. Throws then. */
  readonly mayCommit?: () => void;
  /** Gives cursor tokens. */
  readonly token?: () => string;
  /** Told of each committed write of items, with the state before. */
  readonly onCommit?: (writes: readonly ItemWrite[], before: MemoryState) => void;
}

export interface MemoryStore {
  readonly store: ReplicaStore;
  readonly itemHistory: ItemHistoryReader;
  readonly logs: SessionLogs;
}

/**
 * The replicated state of an instance in memory, with the session log that shares its transactions.
 *
 * Invariants:
 * 1. A transaction works on a draft; committing is one assignment, so that a throw or a crash leaves nothing.
 * 2. One transaction after the other; reads see the last committed state.
 */
export function createMemoryStore(options: MemoryStoreOptions): MemoryStore {
  const { disk, clock, io = async () => undefined, onCommit } = options;
  const token = options.token ?? (() => randomBytes(16).toString('base64url'));
  let last: Promise<unknown> = Promise.resolve();

  const transaction = <T>(
    work: (draft: Draft, saved: ItemWrite[], opened: Set<SessionRecord>) => Promise<T>,
  ): Promise<T> => {
    const run = async () => {
      await io();
      const before = disk.committed;
      const draft = draftOf(before);
      const saved: ItemWrite[] = [];
      const opened = new Set<SessionRecord>();
      const result = await work(draft, saved, opened)
        .then(async (done) => {
          await io();
          return done;
        })
        .catch((error: unknown) => {
          for (const record of opened) record.logId = null;
          throw error;
        });
      options.mayCommit?.();
      disk.committed = draft;
      onCommit?.(saved, before);
      // Committed, but whoever asked may never hear of it.
      await io();
      return result;
    };
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };

  const reader = memoryReader(async () => {
    await io();
    return disk.committed;
  });

  const store: ReplicaStore = {
    ...reader,
    prepare: ({ item, text, digest }) => ({ id: item.id, text, digest, row: '', purged: isPurged(item) }),
    write: (work) =>
      transaction((draft, saved, opened) =>
        work(memoryTransaction(draft, clock, io, opened, (writes) => saved.push(...writes))),
      ),
    async mintCursor(readerId, place) {
      await io();
      const newest = disk.committed.minted.findLast((cursor) => cursor.reader === readerId);
      if (newest?.place === place) return newest.token;
      return transaction(async (draft) => {
        const minted = { token: token(), reader: readerId, place };
        const same = draft.minted.filter((cursor) => cursor.reader === readerId);
        const outdated = new Set(same.slice(0, Math.max(0, same.length + 1 - CURSORS_PER_READER)));
        draft.minted = [...draft.minted.filter((cursor) => !outdated.has(cursor)), minted];
        return minted.token;
      });
    },
  };

  const logs: SessionLogs = {
    end: (record, { error, proof }) =>
      transaction(async (draft) => {
        const text = error === null ? null : `${error.code}: ${error.message}`;
        saveLog(draft, record, { ended: true, error: text, identical: proof?.identical ?? null });
      }),
    closeInterrupted: () =>
      transaction(async (draft) => {
        const logs = new Map(draft.logs);
        for (const row of [...logs.values()].filter(({ ended }) => !ended)) {
          logs.set(row.id, { ...row, ended: true, error: 'connection_lost: stopped before the end' });
        }
        draft.logs = logs;
      }),
  };
  const itemHistory = memoryHistory(async () => {
    await io();
    return disk.committed;
  });
  return { store, logs, itemHistory };
}

function memoryTransaction(
  draft: Draft,
  clock: WallClock,
  io: () => Promise<void>,
  opened: Set<SessionRecord>,
  onSave: (writes: readonly ItemWrite[]) => void,
): ReplicaTransaction {
  const saveSession = (record: SessionRecord) => {
    if (record.logId === null) opened.add(record);
    saveLog(draft, record, { ended: false, error: null, identical: null });
  };
  return {
    async load(ids) {
      await io();
      const rows = ids.flatMap((id) => draft.items.get(id) ?? []);
      return new Map(rows.map(({ id, text, digest }) => [id, { item: decodeItem(text), text, digest }]));
    },
    async loadBySerialNumber(serialNumbers) {
      await io();
      const rows = [...draft.items.values()]
        .filter(
          ({ deleted, serialNumber }) =>
            !deleted && serialNumber !== '' && serialNumbers.includes(serialNumber),
        )
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      return new Map(
        rows.map(({ serialNumber, text, digest }) => [
          serialNumber,
          { item: decodeItem(text), text, digest },
        ]),
      );
    },
    async save(given, cause) {
      await io();
      const writes = given.map(unprepared);
      const session = cause?.session ?? null;
      if (session?.logId === null && writes.length > 0) saveSession(session);
      recordWrites(draft, writes, clock.now(), {
        logId: session?.logId ?? null,
        fromPeer: session === null ? (cause?.from ?? null) : session.peerId,
      });
      const items = new Map(draft.items);
      for (const write of writes) {
        draft.feedHead += 1;
        items.set(write.item.id, rowFromWrite(write, draft.feedHead, clock.now()));
      }
      draft.items = items;
      draft.fingerprint = updateFingerprint(
        draft.fingerprint,
        writes.flatMap(({ replaces }) => (replaces === null ? [] : [replaces])),
        writes.map(({ digest }) => digest),
      );
      onSave(writes);
    },
    async holdCursor(feedOf, heldToken) {
      await io();
      draft.held = new Map(draft.held).set(feedOf, heldToken);
    },
    async saveSession(record) {
      await io();
      saveSession(record);
    },
    async countShown(upTo) {
      await io();
      const items = [...draft.items.values()].map(({ text }) => decodeItem(text));
      return Math.min(upTo, items.filter((item) => !isDeleted(item) && !isPurged(item)).length);
    },
    held: memoryHeldCopies(draft, io),
  };
}

function recordWrites(
  draft: Draft,
  writes: readonly ItemWrite[],
  at: number,
  cause: Pick<HistoryRow, 'logId' | 'fromPeer'>,
): void {
  const entries = writes.map(({ item }, i): HistoryRow => {
    const before = draft.items.get(item.id)?.text ?? null;
    return { seq: draft.feedHead + 1 + i, itemId: item.id, before, at, ...cause };
  });
  const purged = new Set(writes.filter(({ item }) => isPurged(item)).map(({ item }) => item.id));
  draft.history = [...draft.history, ...entries].filter(({ itemId }) => !purged.has(itemId));
}

/** The write of a prepared item as if it had not been prepared. */
export function unprepared(write: ItemWrite | PreparedWrite): ItemWrite {
  if ('item' in write) return write;
  const { text, digest, replaces, receivedFrom } = write;
  return { item: decodeItem(text), text, digest, replaces, receivedFrom };
}

function rowFromWrite(
  { item, text, digest, receivedFrom }: ItemWrite,
  feedSeq: number,
  now: number,
): MemoryRow {
  const serialNumber = readKey(item, 'serialNumber');
  return {
    id: item.id,
    text,
    digest,
    feedSeq,
    receivedFrom,
    changedAt: now,
    updatedAt: millisOf(latestStamp(item)),
    serialNumber: typeof serialNumber === 'string' ? serialNumber : '',
    deleted: isDeleted(item),
  };
}

function saveLog(
  draft: Draft,
  record: SessionRecord,
  end: Pick<LogRow, 'ended' | 'error' | 'identical'>,
): void {
  // The transaction that inserted the row may have been rolled back after the record learned of it.
  if (record.logId === null || !draft.logs.has(record.logId)) {
    draft.lastLogId += 1;
    record.logId = draft.lastLogId;
  }
  const { logId: id, peerId, initiatedBy, itemsReceived, itemsSent, conflicts, rejected } = record;
  const { bytesReceived, bytesSent, reconciled, held, heldThere } = record;
  const counts = {
    held,
    heldThere,
    itemsReceived,
    itemsSent,
    conflicts,
    rejected,
    bytesReceived,
    bytesSent,
    reconciled,
  };
  draft.logs = new Map(draft.logs).set(id, { id, peerId, initiatedBy, ...counts, ...end });
}
