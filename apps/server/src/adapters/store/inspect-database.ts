import { hash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import {
  digestOf,
  EMPTY_FINGERPRINT,
  type Fingerprint,
  sameFingerprint,
  updateFingerprint,
} from '@brique/sync-core';
import knex, { type Knex } from 'knex';
import { APPLICATION_ID, quiet } from './database-file.js';

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

/**
 * Looks whether a database is whole: its pages, and that all documents of items still sum to the fingerprint it was kept under, which
 * a single changed letter would not. Items are read in batches, so that memory stays flat and others get their turn.
 * @returns what is wrong, in words; null when nothing is
 */
export async function findDamage(db: Knex, signal: AbortSignal): Promise<string | null> {
  const [{ application_id: id }] = await db.raw('PRAGMA application_id');
  if (id !== APPLICATION_ID) return 'it is no Brique database';
  const [{ quick_check: found }] = await db.raw('PRAGMA quick_check(1)');
  if (found !== 'ok') return found;
  const { item_count, sum_0, sum_1, sum_2, sum_3 } = await db('replica_state').first();
  const told: Fingerprint = { count: item_count, sum: [sum_0, sum_1, sum_2, sum_3] };
  return sameFingerprint(told, await fingerprintOfDocuments(db, signal))
    ? null
    : 'its items do not sum to the fingerprint they were kept under';
}

async function fingerprintOfDocuments(db: Knex, signal: AbortSignal): Promise<Fingerprint> {
  const sha256 = (text: string) => hash('sha256', text, 'hex');
  let print = EMPTY_FINGERPRINT;
  let last = -1;
  for (;;) {
    signal.throwIfAborted();
    const rows: { row: number; doc: string }[] = await db.raw(
      'SELECT "row", doc FROM items WHERE "row" > ? ORDER BY "row" LIMIT ?',
      [last, BATCH],
    );
    const end = rows.at(-1);
    if (end === undefined) return print;
    last = end.row;
    print = updateFingerprint(
      print,
      [],
      rows.map(({ doc }) => digestOf(doc, sha256)),
    );
  }
}
