import {
  compareVersions,
  type Digest,
  decodeItem,
  digestOf,
  EMPTY_FINGERPRINT,
  type Fingerprint,
  sameFingerprint,
  updateFingerprint,
} from '@brique/sync-core';
import type { Knex } from 'knex';
import { derivedRow, sha256, type Value } from './derived-row.js';
import { ITEM_COLUMNS } from './item-rows.js';
import type { DigestOfItem } from './texts-in-backups.js';
import {
  indexProblems,
  isSearchIndexWhole,
  rebuildSearchIndex,
  withoutSearchTrigger,
} from './verify-indexes.js';

/** Rows read, and at most written, by one statement. */
const BATCH = 500;

/** What of a database is not as its items say. */
export interface Findings {
  readonly items: number;
  /** Ids of items whose document cannot be read; they are left alone. */
  readonly unreadable: readonly string[];
  /** Items of which each column was not as their document says, by the column's name. */
  readonly columns: ReadonlyMap<string, number>;
  /** Ids of items whose document is not what its digest was made of. */
  readonly rehashed: readonly string[];
  /** Ids of items whose text has changed, or cannot be read any more, while their digest still told what it was: a backup holds that. */
  readonly putBack: readonly string[];
  /** Copies that wait for the owner and whose digest was wrong. */
  readonly heldDigests: number;
  readonly fingerprint: boolean;
  readonly feedEnd: boolean;
  readonly searchIndex: boolean;
  readonly indexes: boolean;
  /** What SQLite finds wrong with the file itself: nothing else is looked at then, and nothing is written. */
  readonly file: string | null;
}

const NOTHING_FOUND: Findings = {
  ...{ items: 0, unreadable: [], columns: new Map(), rehashed: [], putBack: [], heldDigests: 0 },
  ...{ fingerprint: false, feedEnd: false, searchIndex: false, indexes: false, file: null },
};

/**
 * Derives anew whatever follows from the documents of items: digests, columns, fingerprint, the end of the feed, indexes and the search
 * index. Reads and writes in batches within one transaction, so that memory stays flat and a kill leaves nothing half.
 * @param db a connection to a database that nobody else uses
 * @param repair false: only tells what differs
 * @param progress told after each batch
 * @param textsOf finds texts that have these digests, as backups do (texts-in-backups.ts)
 */
export async function verifyDatabase(
  db: Knex,
  repair: boolean,
  progress: (done: number, total: number) => void,
  textsOf: TextsOf,
): Promise<Findings> {
  const { file, indexes } = await indexProblems(db);
  // What is written to a file that is damaged itself may end anywhere.
  if (file !== null) return { ...NOTHING_FOUND, file };
  return db.transaction(async (trx) => {
    // The rows are read by way of indexes.
    if (indexes && repair) await trx.raw('REINDEX');
    const wasSearchable = await isSearchIndexWhole(trx);
    const items = await withoutSearchTrigger(trx, repair, () => verifyItems(trx, repair, progress, textsOf));
    const searchIndex = !wasSearchable || items.isTextChanged;
    if (repair && searchIndex) await rebuildSearchIndex(trx);
    const heldDigests = await verifyHeld(trx, repair);
    const state = await verifyState(trx, repair, items.print);
    const { total, print: _, isTextChanged: __, ...found } = items;
    return { items: total, ...found, heldDigests, ...state, searchIndex, indexes, file };
  });
}

type TextsOf = (items: readonly DigestOfItem[]) => Promise<ReadonlyMap<string, string>>;

interface ItemRow {
  readonly row: number;
  readonly [column: string]: Value;
}

/** All that a document tells, in the order of `preparedRow`. */
const DERIVED = ITEM_COLUMNS.filter((column) => column !== 'received_from');
const SEARCHED: ReadonlySet<string> = new Set([
  'name',
  'brand',
  'model',
  'serial_number',
  'category',
  'notes',
]);

const CORRECT = `
  UPDATE items SET ${DERIVED.slice(1)
    .map((column) => `${column} = right.${column}`)
    .join(', ')}
  FROM (SELECT ${DERIVED.map((column, i) => `value ->> ${i} AS ${column}`).join(', ')} FROM jsonb_each(?)) AS right
  WHERE items.id = right.id`;

async function verifyItems(
  trx: Knex.Transaction,
  repair: boolean,
  progress: (done: number, total: number) => void,
  textsOf: TextsOf,
) {
  const [{ total }] = await trx.raw('SELECT count(*) AS total FROM items');
  const columns = new Map<string, number>();
  const unreadable: string[] = [];
  const rehashed: string[] = [];
  const putBack: string[] = [];
  let isTextChanged = false;
  let print: Fingerprint = EMPTY_FINGERPRINT;
  let done = 0;
  let last = -1;
  for (;;) {
    const rows: ItemRow[] = await trx.raw(
      `SELECT "row", ${DERIVED.join(', ')} FROM items WHERE "row" > ? ORDER BY "row" LIMIT ?`,
      [last, BATCH],
    );
    const end = rows.at(-1);
    if (end === undefined) break;
    last = end.row;
    const corrections: string[] = [];
    const digests: Digest[] = [];
    for (const { row, right, isPutBack } of await rightRows(rows, textsOf)) {
      if (right === null) {
        unreadable.push(String(row.id));
        // As it is: what cannot be read is neither to hide nor to spoil what can.
        digests.push(digestIn(row));
        continue;
      }
      digests.push(right.digest);
      const wrong = DERIVED.filter((column, i) => row[column] !== right.values[i]);
      if (wrong.length === 0) continue;
      isTextChanged ||= wrong.some((column) => SEARCHED.has(column));
      corrections.push(right.json);
      if (isPutBack) {
        putBack.push(String(row.id));
        continue;
      }
      for (const column of wrong) columns.set(column, (columns.get(column) ?? 0) + 1);
      if (wrong.some((column) => column.startsWith('digest_'))) rehashed.push(String(row.id));
    }
    print = updateFingerprint(print, [], digests);
    if (repair && corrections.length > 0) await trx.raw(CORRECT, [`[${corrections.join(',')}]`]);
    done += rows.length;
    progress(done, total);
  }
  return { total: total as number, unreadable, columns, rehashed, putBack, isTextChanged, print };
}

/**
 * What rows should be: what follows from their documents; or, of those that are not what their digest was made of, what it was made of,
 * where that is found and no later version has taken its place.
 */
async function rightRows(rows: readonly ItemRow[], textsOf: TextsOf) {
  const found = rows.map((row) => ({ row, right: derivedRow({ id: row.id, doc: row.doc }) }));
  const doubtful = found.filter(({ row, right }) => String(right?.digest) !== String(digestIn(row)));
  const texts =
    doubtful.length === 0
      ? new Map<string, string>()
      : await textsOf(doubtful.map(({ row }) => ({ id: String(row.id), digest: digestIn(row) })));
  return found.map(({ row, right }) => {
    const text = texts.get(String(row.id));
    const isSame = text !== undefined && (right === null || isSameVersion(String(row.doc), text));
    const written = isSame ? derivedRow({ id: row.id, doc: text }) : null;
    return { row, right: written ?? right, isPutBack: written !== null };
  });
}

function isSameVersion(one: string, other: string): boolean {
  return compareVersions(decodeItem(one).versions, decodeItem(other).versions) === 'equal';
}

function digestIn(row: ItemRow): Digest {
  return [Number(row.digest_0), Number(row.digest_1), Number(row.digest_2), Number(row.digest_3)];
}

/** The copies that wait for the owner's decision. @returns how many had a wrong digest */
async function verifyHeld(trx: Knex.Transaction, repair: boolean): Promise<number> {
  let wrong = 0;
  let last = -1;
  for (;;) {
    const rows: { number: number; doc: string; [word: string]: Value }[] = await trx('held_items')
      .select('number', 'doc', 'digest_0', 'digest_1', 'digest_2', 'digest_3')
      .where('number', '>', last)
      .orderBy('number')
      .limit(BATCH);
    const end = rows.at(-1);
    if (end === undefined) return wrong;
    last = end.number;
    const right = rows
      .map((row) => ({ number: row.number, digest: digestOf(row.doc, sha256), row }))
      .filter(({ digest, row }) => digest.some((word, i) => word !== row[`digest_${i}`]));
    wrong += right.length;
    if (!repair || right.length === 0) continue;
    await trx.raw(
      `UPDATE held_items SET digest_0 = value ->> 1, digest_1 = value ->> 2, digest_2 = value ->> 3, digest_3 = value ->> 4
       FROM jsonb_each(?) WHERE number = value ->> 0`,
      [JSON.stringify(right.map(({ number, digest }) => [number, ...digest]))],
    );
  }
}

/** What is kept of all items together. @param print what they sum to */
async function verifyState(
  trx: Knex.Transaction,
  repair: boolean,
  print: Fingerprint,
): Promise<{ fingerprint: boolean; feedEnd: boolean }> {
  const { feed_head, item_count, sum_0, sum_1, sum_2, sum_3 } = await trx('replica_state').first();
  const [{ last }] = await trx.raw('SELECT coalesce(max(feed_seq), 0) AS last FROM items');
  const told: Fingerprint = { count: item_count, sum: [sum_0, sum_1, sum_2, sum_3] };
  const fingerprint = !sameFingerprint(told, print);
  // It may be beyond the last item, never before it: the next write would take a number that is taken.
  const feedEnd = feed_head < last;
  if (repair && (fingerprint || feedEnd)) {
    const [a, b, c, d] = print.sum;
    await trx('replica_state').update({
      ...{ feed_head: Math.max(feed_head, last), item_count: print.count },
      ...{ sum_0: a, sum_1: b, sum_2: c, sum_3: d },
    });
  }
  return { fingerprint, feedEnd };
}
