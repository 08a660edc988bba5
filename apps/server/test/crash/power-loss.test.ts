import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EMPTY_FINGERPRINT, type Fingerprint, updateFingerprint } from '@brique/sync-core';
import knex from 'knex';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCursors } from '../../src/adapters/store/cursors.js';
import { type Database, knexConfig, openDatabase } from '../../src/adapters/store/database.js';
import { DATABASE_FILE } from '../../src/adapters/store/database-file.js';
import { createReplicaStore } from '../../src/adapters/store/replica-store.js';
import type { StoredItem } from '../../src/usecases/sync/replica-store.js';
import { changed, START, sampleItem, writeOf } from '../replica-store/sample-items.js';
import { ANNA } from '../replica-store/store-under-test.js';
import { seededRandom } from '../sessions/seeded-random.js';
import { testFolder } from '../support/temp-folder.js';

/** `BRIQUE_SEED=17` repeats a run, `BRIQUE_WAL_CUTS=10000` cuts more often. */
const SEED = Number(process.env.BRIQUE_SEED ?? 1);
const CUTS = Number(process.env.BRIQUE_WAL_CUTS ?? 1000);
const COMMITS = 20;

/** What an instance holds after a commit, and how long the log was then. */
interface Moment {
  readonly walBytes: number;
  readonly feedHead: number;
  readonly fingerprint: Fingerprint;
  readonly cursor: string | null;
}

/** Commits batches of new and changed items, each with the cursor it came with; nothing moves from the log to the database. */
async function fill(folder: string, random: ReturnType<typeof seededRandom>): Promise<Moment[]> {
  const database = await openDatabase(folder);
  onTestFinished(() => database.close());
  await database.writer.raw('PRAGMA wal_autocheckpoint = 0');
  await database.writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  const store = createReplicaStore(database, { now: () => START }, createCursors(database));
  const wal = join(folder, `${DATABASE_FILE}-wal`);
  const momentNow = async (): Promise<Moment> => ({
    walBytes: (await stat(wal)).size,
    feedHead: await store.feedHead(),
    fingerprint: await store.fingerprint(),
    cursor: await store.heldCursor(ANNA),
  });
  const moments = [await momentNow()];
  const items: StoredItem[] = [];
  for (let i = 1; i <= COMMITS; i++) {
    const fresh = Array.from({ length: 1 + random.int(6) }, (_, n) => sampleItem(i * 10 + n));
    const before = items.length === 0 ? null : random.pick(items);
    const after =
      before === null ? null : changed(before.item, { notes: 'é'.repeat(random.int(300)) }, i * 1000);
    await store.write(async (tx) => {
      await tx.save(fresh.map((item) => writeOf(item)));
      if (after !== null) await tx.save([writeOf(after, before)]);
      await tx.holdCursor(ANNA, `cursor ${i}`);
    });
    if (before !== null && after !== null) items[items.indexOf(before)] = after;
    items.push(...fresh);
    moments.push(await momentNow());
  }
  return moments;
}

/** What the database says after the power came back, and what its items come to when summed anew. */
async function readAgain(filename: string) {
  const connection = knex(knexConfig(filename));
  const database: Database = { writer: connection, reader: connection, close: async () => undefined };
  const store = createReplicaStore(database, { now: () => START }, createCursors(database));
  try {
    // What closing it moves to the database is thrown away; nobody waits for the disk.
    await connection.raw('PRAGMA synchronous = OFF');
    const rows = await connection('items').select('digest_0', 'digest_1', 'digest_2', 'digest_3');
    const digests = rows.map((row) => [row.digest_0, row.digest_1, row.digest_2, row.digest_3] as const);
    return {
      integrity: await connection.raw('PRAGMA integrity_check'),
      feedHead: await store.feedHead(),
      fingerprint: await store.fingerprint(),
      summed: updateFingerprint(EMPTY_FINGERPRINT, [], digests),
      cursor: await store.heldCursor(ANNA),
    };
  } finally {
    await connection.destroy();
  }
}

/** How far the log is as it was: pages end in zeros, so that zeros after a cut may undo it. */
function sameBytes(left: Buffer, wal: Buffer, from: number): number {
  let at = from;
  while (at < left.length && left[at] === wal[at]) at += 1;
  return at;
}

describe('a write-ahead log that the power was cut in', () => {
  it(`holds the commits before the cut, whole, and no others: ${CUTS} cuts, seed ${SEED}`, {
    timeout: 600_000,
  }, async () => {
    const random = seededRandom(SEED);
    const folder = await testFolder();
    const moments = await fill(folder, random);
    const database = join(folder, DATABASE_FILE);
    const wal = await readFile(`${database}-wal`);
    const copy = join(await testFolder(), DATABASE_FILE);
    const tails: Record<string, number> = { nothing: 0, garbage: 0, zeros: 0 };
    for (let n = 0; n < CUTS; n++) {
      // Often at the very end of a commit, or next to it.
      const end = random.pick(moments).walBytes + random.int(3) - 1;
      const at = random.chance(0.2) ? Math.max(0, Math.min(wal.length, end)) : random.int(wal.length + 1);
      const kind = random.pick(['nothing', 'garbage', 'zeros']);
      tails[kind] = (tails[kind] ?? 0) + 1;
      const filler = () => (kind === 'zeros' ? 0 : 1 + random.int(255));
      const tail = kind === 'nothing' ? 0 : 1 + random.int(9000);
      await copyFile(database, copy);
      const left = Buffer.concat([wal.subarray(0, at), Buffer.from(Array.from({ length: tail }, filler))]);
      await writeFile(`${copy}-wal`, left);
      const found = await readAgain(copy);
      const last = moments.findLast(({ walBytes }) => walBytes <= sameBytes(left, wal, at));
      expect(found, `cut ${n} at byte ${at}, then ${tail} bytes of ${kind}`).toMatchObject({
        integrity: [{ integrity_check: 'ok' }],
        feedHead: last?.feedHead,
        fingerprint: last?.fingerprint,
        summed: last?.fingerprint,
        cursor: last?.cursor,
      });
    }
    console.log(
      `${CUTS} cuts of a log of ${wal.length} bytes and ${COMMITS} commits; what follows the cut: ${JSON.stringify(tails)}`,
    );
  });
});
