import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RollbackResult, SessionChanges, SessionItemChange, UndoProgress } from '@brique/shared';
import {
  changeItem,
  decodeItem,
  isDeleted,
  type PastWrite,
  type ReplicatedItem,
  readKey,
  setBack,
} from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { emitItemsChanged } from '../events.js';
import { changeDone, type Done, type RecentActs } from '../items/recent-acts.js';
import { ownWrite } from '../sync/own-write.js';
import type { Replica } from '../sync/replica.js';
import type { ItemWrite, ReplicaTransaction } from '../sync/replica-store.js';
import { keyChanges } from './key-changes.js';

/** What one session wrote to one item here. */
export interface SessionWrites {
  readonly itemId: string;
  /** seq of the first of them. */
  readonly first: number;
  /** Canonical texts, oldest first. */
  readonly writes: readonly { readonly before: string | null; readonly after: string }[];
}

/** What is still known of a session. */
export interface PastSession {
  /** How many items it wrote to. */
  readonly items: number;
  /** Part of what it wrote is older than the history is kept. */
  readonly isPruned: boolean;
}

/** Reads what sessions wrote. */
export interface SessionHistoryReader {
  /** null when there was no such session, or it still runs. */
  find(logId: number): Promise<PastSession | null>;
  /** In the order in which it first wrote to them. @param after `first` of the last one seen */
  items(logId: number, query: { readonly limit: number; readonly after?: number }): Promise<SessionWrites[]>;
}

/** What past sessions did here, and taking them back. */
export interface SessionHistory {
  /** @throws BriqueError `not_found` */
  changes(logId: number, query: { readonly limit: number; readonly after?: number }): Promise<SessionChanges>;
  /**
   * Takes a session back by new changes, all of them or none: see setBack.
   * @param dryRun writes nothing
   * @param onProgress told after each step
   * @throws BriqueError `not_found`; `history_pruned` when not all it did is known any more
   */
  rollBack(
    logId: number,
    dryRun: boolean,
    onProgress?: (progress: UndoProgress) => void,
  ): Promise<RollbackResult>;
}

/** Items loaded and written at once; between two such steps the page is answered. */
const CHUNK = 500;

const PRUNED =
  'This synchronisation can no longer be rolled back: part of what it changed is older than the history of items is kept. Single items ' +
  'can still be set back as far as their own history goes.';

export function createSessionHistory(
  replica: Replica,
  reader: SessionHistoryReader,
  acts: RecentActs,
): SessionHistory {
  const find = async (logId: number): Promise<PastSession> => {
    const session = await reader.find(logId);
    if (session === null) throw new BriqueError('not_found', 'The history has no such synchronisation.');
    return session;
  };

  return {
    async changes(logId, { limit, ...query }) {
      const { isPruned } = await find(logId);
      const items = await reader.items(logId, { ...query, limit: limit + 1 });
      const shown = items.slice(0, limit);
      const last = shown.at(-1);
      const nextCursor = items.length > limit && last !== undefined ? String(last.first) : null;
      return { items: shown.map(itemChange), nextCursor, isPruned };
    },

    async rollBack(logId, dryRun, onProgress) {
      const counts = { changed: 0, trashed: 0, kept: 0 };
      const acted: Done[] = [];
      await replica.store.write(async (tx) => {
        // Asked where nothing can be pruned before the end: whoever prunes waits for this transaction.
        const { items: total, isPruned } = await find(logId);
        if (isPruned) throw new BriqueError('history_pruned', PRUNED);
        let after = 0;
        for (let done = 0; ; done += CHUNK) {
          onProgress?.({ done: Math.min(done, total), total });
          const items = await reader.items(logId, { limit: CHUNK, after });
          const last = items.at(-1);
          if (last === undefined) return;
          after = last.first;
          acted.push(...(await setBackAll(replica, tx, items, counts, dryRun)));
          await nextTurn();
        }
      });
      emitItemsChanged(
        replica.events,
        acted.map(({ id }) => id),
      );
      return { ...counts, undoId: acts.remember(acted) };
    },
  };
}

/** @param counts what is done is added to it @returns what it wrote, for undo */
async function setBackAll(
  replica: Replica,
  tx: ReplicaTransaction,
  items: readonly SessionWrites[],
  counts: Omit<RollbackResult, 'undoId'>,
  dryRun: boolean,
): Promise<Done[]> {
  const stored = await tx.load(items.map(({ itemId }) => itemId));
  const writes: ItemWrite[] = [];
  const done: Done[] = [];
  for (const session of items) {
    const now = stored.get(session.itemId);
    if (now === undefined) continue;
    const past = session.writes.map(pastWrite);
    const { changes, changedSince } = setBack(now.item, past);
    if (changedSince.length > 0) counts.kept += 1;
    const stamp = replica.clock.stamp(now.item);
    const next = changeItem(now.item, changes, stamp);
    if (next === now.item) continue;
    if (past[0]?.before === null) counts.trashed += 1;
    else counts.changed += 1;
    if (dryRun) continue;
    writes.push(ownWrite(replica, now, next));
    done.push(changeDone(now.item, next, stamp));
  }
  await tx.save(writes);
  return done;
}

function pastWrite({ before, after }: SessionWrites['writes'][number]): PastWrite {
  return { before: before === null ? null : decodeItem(before), after: decodeItem(after) };
}

/** What a session's writes to one item come to; what others wrote between them is not told as the session's. */
function itemChange({ itemId, writes }: SessionWrites): SessionItemChange {
  const past = writes.map(pastWrite);
  const byKey = new Map<string, SessionItemChange['changes'][number]>();
  for (const { before, after } of past) {
    for (const change of keyChanges(before, after)) {
      byKey.set(change.key, { ...change, old: byKey.get(change.key)?.old ?? change.old });
    }
  }
  const isNew = past[0]?.before === null;
  const changes = isNew ? [] : [...byKey.values()];
  const after = past.at(-1)?.after;
  const name = after === undefined ? '' : readKey(after, 'name');
  return { itemId, name: typeof name === 'string' ? name : '', kind: kindOf(isNew, after, changes), changes };
}

function kindOf(
  isNew: boolean,
  after: ReplicatedItem | undefined,
  changes: SessionItemChange['changes'],
): SessionItemChange['kind'] {
  if (isNew) return 'created';
  if (!changes.some(({ key }) => key === 'deleted')) return 'changed';
  return after !== undefined && isDeleted(after) ? 'deleted' : 'restored';
}
