import { pathToFileURL } from 'node:url';
import {
  type Digest,
  digestOf,
  EMPTY_FINGERPRINT,
  type Fingerprint,
  sameFingerprint,
  updateFingerprint,
} from '@brique/sync-core';
import knex, { type Knex } from 'knex';
import { APPLICATION_ID, quiet } from './database-file.js';
import { derivedRow, sha256 } from './derived-row.js';

/** Items read at once. */
const BATCH = 500;

/** Opens a database that nobody writes to, without changing a byte beside it. */
export function openForReading(filename: string): Knex {
  return knex({
    client: 'sqlite3',
    // knex opens for writing whatever its flags say; what the address says counts more.
    connection: { filename: `${pathToFileURL(filename).href}?mode=ro`, flags: ['OPEN_URI'] },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
    log: quiet,
  });
}

/** What a look through a database found. */
export interface Inspection {
  /** What is wrong, in words; null when nothing is. */
  readonly damage: string | null;
  /** Ids of items whose document cannot be read. That alone is no damage: all others are whole, and nothing can mend these. */
  readonly unreadable: readonly string[];
}

/**
 * Looks whether a database is whole: its pages, and that all documents of items still sum to the fingerprint it was kept under, which
 * a single changed letter would not. Items are read in batches, so that memory stays flat and others get their turn.
 */
export async function inspectDatabase(db: Knex, signal: AbortSignal): Promise<Inspection> {
  const damaged = (damage: string) => ({ damage, unreadable: [] });
  const [{ application_id: id }] = await db.raw('PRAGMA application_id');
  if (id !== APPLICATION_ID) return damaged('it is no Brique database');
  const [{ quick_check: found }] = await db.raw('PRAGMA quick_check(1)');
  if (found !== 'ok') return damaged(found);
  const { item_count, sum_0, sum_1, sum_2, sum_3 } = await db('replica_state').first();
  const told: Fingerprint = { count: item_count, sum: [sum_0, sum_1, sum_2, sum_3] };
  const { print, unreadable } = await fingerprintOfDocuments(db, signal);
  if (sameFingerprint(told, print)) return { damage: null, unreadable };
  return damaged('its items do not sum to the fingerprint they were kept under');
}

/** @param ids of items @returns those of them that a database holds and that can be read there */
export async function readableOf(db: Knex, ids: readonly string[]): Promise<string[]> {
  const rows: { id: string; doc: string }[] = await db.raw(
    'SELECT id, doc FROM items WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  );
  return rows.filter((row) => derivedRow(row) !== null).map(({ id }) => id);
}

interface DocumentRow {
  readonly row: number;
  readonly id: string;
  readonly doc: string;
  readonly digest_0: number;
  readonly digest_1: number;
  readonly digest_2: number;
  readonly digest_3: number;
}

/** A document that cannot be read counts with the digest it was kept under, as `brique verify` lets it. */
async function fingerprintOfDocuments(db: Knex, signal: AbortSignal) {
  const unreadable: string[] = [];
  let print = EMPTY_FINGERPRINT;
  let last = -1;
  for (;;) {
    signal.throwIfAborted();
    const rows: DocumentRow[] = await db.raw(
      'SELECT "row", id, doc, digest_0, digest_1, digest_2, digest_3 FROM items WHERE "row" > ? ORDER BY "row" LIMIT ?',
      [last, BATCH],
    );
    const end = rows.at(-1);
    if (end === undefined) return { print, unreadable };
    last = end.row;
    const digests = rows.map((row): Digest => {
      const kept: Digest = [row.digest_0, row.digest_1, row.digest_2, row.digest_3];
      const digest = digestOf(String(row.doc), sha256);
      // Decoding takes long, and what still has its digest is as it was written.
      if (digest.every((word, i) => word === kept[i]) || derivedRow(row) !== null) return digest;
      unreadable.push(row.id);
      return kept;
    });
    print = updateFingerprint(print, [], digests);
  }
}
