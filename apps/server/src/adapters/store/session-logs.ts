import type { SyncHistoryPage, SyncLog } from '@brique/shared';
import { digestToHex } from '@brique/sync-core';
import type { Knex } from 'knex';
import { isoTime } from '../../usecases/clock.js';
import type { SyncHistoryReader } from '../../usecases/sync/history.js';
import type { SessionEnd, SessionLogs, SessionRecord } from '../../usecases/sync/session-record.js';
import type { Database } from './database.js';

const INTERRUPTED =
  'connection_lost: Brique was stopped before the end. The next synchronisation goes on from there.';

/** Writes a session's line: inserts it at the first call, and remembers the row in the record. One statement, mostly. */
export async function saveSessionLog(
  db: Knex,
  record: SessionRecord,
  end: Partial<SyncLogEnd> = { ended: 0 },
): Promise<void> {
  const row = { ...rowFromRecord(record), ...end };
  if (record.logId !== null) {
    const updated = await db('sync_logs').where({ id: record.logId }).update(row);
    // The transaction that inserted it may have been rolled back after the record learned its row.
    if (updated > 0) return;
  }
  const [id] = await db('sync_logs').insert(row);
  record.logId = id ?? null;
}

/** @param peersChanged called after a commit that changed the peers table */
export function createSessionLogs({ writer }: Database, peersChanged: () => void): SessionLogs {
  return {
    async end(record, { error, proof, durationMs: given }) {
      const durationMs = Math.max(0, given);
      const end: SyncLogEnd = {
        ended: 1,
        duration_ms: durationMs,
        error: error === null ? null : `${error.code}: ${error.message}`,
        // Triggers carry what follows over to the peer.
        ended_at: isoTime(record.startedAt + durationMs),
        identical: proof === null ? null : Number(proof.identical),
        fingerprint: proof === null ? null : fingerprintText(proof.fingerprint),
      };
      await saveSessionLog(writer, record, end).finally(peersChanged);
      if (record.refusals.size > 0) await saveRefusals(writer, record);
    },
    async closeInterrupted() {
      await writer('sync_logs').where({ ended: 0 }).update({ ended: 1, error: INTERRUPTED });
    },
  };
}

/** Refused items that are remembered of one session; the table keeps as many of a peer. */
const MAX_REFUSALS = 100;

async function saveRefusals(db: Knex, { peerId, refusals, startedAt }: SessionRecord): Promise<void> {
  const rows = [...refusals]
    .slice(0, MAX_REFUSALS)
    .map(([id, { code, there }]) => ({ item_id: id, code: code.slice(0, 64), there: Number(there) }))
    .map((row) => ({ ...row, peer_id: peerId, refused_at: startedAt }));
  await db('refused_items').insert(rows).onConflict(['peer_id', 'item_id', 'there']).merge();
}

/** The columns that a session's end fills. */
interface SyncLogEnd {
  ended: 0 | 1;
  duration_ms: number;
  error: string | null;
  ended_at: string;
  identical: number | null;
  fingerprint: string | null;
}

export function createSyncHistoryReader({ reader }: Database): SyncHistoryReader {
  return {
    async page({ peerId, limit, before }): Promise<SyncHistoryPage> {
      const rows: SyncLogRow[] = await reader('sync_logs')
        .where({ ended: 1 })
        .modify((query) => {
          if (peerId !== undefined) query.where({ peer_id: peerId });
          if (before !== undefined) query.where('id', '<', before);
        })
        .orderBy('id', 'desc')
        .limit(limit + 1);
      const logs = rows.slice(0, limit).map(logFromRow);
      const last = logs.at(-1);
      return { logs, nextCursor: rows.length > limit && last !== undefined ? String(last.id) : null };
    },
  };
}

export function fingerprintText({ count, sum }: NonNullable<SessionEnd['proof']>['fingerprint']): string {
  return `${count}:${digestToHex(sum)}`;
}

interface SyncLogRow {
  id: number;
  peer_id: string;
  peer_name: string;
  timestamp: string;
  trigger: SyncLog['trigger'];
  initiated_by: SyncLog['initiatedBy'];
  items_received: number;
  items_sent: number;
  conflicts: number;
  rejected: number;
  held: number;
  held_there: number;
  bytes_received: number;
  bytes_sent: number;
  duration_ms: number;
  reconciled: number;
  error: string | null;
}

function rowFromRecord(record: SessionRecord) {
  return {
    peer_id: record.peerId,
    peer_name: record.peerName,
    timestamp: isoTime(record.startedAt),
    trigger: record.trigger,
    initiated_by: record.initiatedBy,
    items_received: record.itemsReceived,
    items_sent: record.itemsSent,
    conflicts: record.conflicts,
    rejected: record.rejected,
    held: record.held,
    held_there: record.heldThere,
    bytes_received: record.bytesReceived,
    bytes_sent: record.bytesSent,
    reconciled: record.reconciled ? 1 : 0,
  };
}

function logFromRow(row: SyncLogRow): SyncLog {
  return {
    id: row.id,
    peerId: row.peer_id,
    peerName: row.peer_name,
    timestamp: row.timestamp,
    trigger: row.trigger,
    initiatedBy: row.initiated_by,
    itemsReceived: row.items_received,
    itemsSent: row.items_sent,
    conflicts: row.conflicts,
    rejected: row.rejected,
    held: row.held,
    heldThere: row.held_there,
    bytesReceived: row.bytes_received,
    bytesSent: row.bytes_sent,
    durationMs: row.duration_ms,
    reconciled: row.reconciled === 1,
    error: row.error,
  };
}
