import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrationNames } from '../../src/adapters/store/migrations/index.js';
import type { AtEnd } from '../support/processes.js';
import { testFolder } from '../support/temp-folder.js';
import { fillDatabase, makeOldDatabase, schemaOf, versionOf } from './old-database.js';
import { aMoment, createTally, random, roundsOf, SEED, type Tally, TIMEOUT } from './rounds.js';
import { startChild, withFolder } from './victim.js';
import { copyOf, expectWhole, withDatabase } from './whole-database.js';

const ROUNDS = roundsOf(5);
/** The fingerprint is kept from then on. */
const OLDEST = 4;
const NEWEST = migrationNames.length;

it(`killed in a start that migrates: its migrations are done whole or not at all, seed ${SEED}, ${ROUNDS} kills`, {
  timeout: TIMEOUT,
}, async () => {
  const tally = createTally('migration');
  const shelf = await createShelf(await testFolder());
  const series = (use: (dataDir: string, atEnd: AtEnd) => Promise<number>) =>
    withFolder((folder, atEnd) => use(join(folder, 'data'), atEnd));
  const pace = { ms: await series((dataDir, atEnd) => timeOfAll(shelf, dataDir, atEnd)) };
  let left = ROUNDS;
  while (left > 0) {
    left -= await series((dataDir, atEnd) => killUntilDone(left, pace, shelf, dataDir, atEnd, tally));
  }
  tally.end();
});

type Shelf = Awaited<ReturnType<typeof createShelf>>;

/** Databases of earlier versions, made when they are asked for, to be copied. */
async function createShelf(folder: string) {
  const full = join(folder, 'full');
  await fillDatabase(full);
  const old = new Map<number, Promise<{ dataDir: string; schema: string[] }>>();
  const make = async (version: number) => {
    const dataDir = join(folder, String(version));
    await makeOldDatabase(dataDir, version, full);
    return { dataDir, schema: await withDatabase(dataDir, schemaOf) };
  };
  return {
    /** @param version how many migrations it has had */
    of(version: number) {
      const made = old.get(version) ?? make(version);
      old.set(version, made);
      return made;
    },
    docs: await withDatabase(full, (db) => db('items').orderBy('id').select('id', 'doc', 'feed_seq')),
  };
}

/** @returns how long all migrations take here and now, ms */
async function timeOfAll(shelf: Shelf, dataDir: string, atEnd: AtEnd): Promise<number> {
  await cp((await shelf.of(OLDEST)).dataDir, dataDir, { recursive: true });
  const child = startChild('opening.mjs', [dataDir], atEnd);
  await child.saidOften('begin', 1);
  const began = performance.now();
  await child.saidOften('done', 1);
  const took = performance.now() - began;
  await child.end();
  return took;
}

/**
 * Starts on an old database and kills it on its way, again and again, until a start gets to its end.
 * @returns how often it was killed
 */
async function killUntilDone(
  atMost: number,
  pace: { ms: number },
  shelf: Shelf,
  dataDir: string,
  atEnd: AtEnd,
  tally: Tally,
): Promise<number> {
  const oldest = OLDEST + random.int(NEWEST - OLDEST);
  await cp((await shelf.of(oldest)).dataDir, dataDir, { recursive: true });
  let version = oldest;
  let kills = 0;
  while (version < NEWEST && kills < atMost) {
    const child = startChild('opening.mjs', [dataDir], atEnd);
    await child.saidOften('begin', 1);
    await aMoment(pace.ms);
    const lines = await child.kill();
    kills += 1;
    const before = version;
    await withFolder(async (copy) => {
      await copyOf(dataDir, copy);
      await withDatabase(copy, async (db) => {
        version = await versionOf(db);
        expect(version).toBeGreaterThanOrEqual(before);
        expect(await db.raw('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
        expect(await schemaOf(db), `the tables of version ${version}`).toEqual(
          (await shelf.of(version)).schema,
        );
        expect(await db('items').orderBy('id').select('id', 'doc', 'feed_seq')).toEqual(shelf.docs);
      });
    });
    const isDone = lines.includes('done');
    // Other work on the machine comes and goes.
    pace.ms *= isDone ? 0.9 : 1.05;
    if (isDone) expect(version).toBe(NEWEST);
    tally.round(...(isDone ? ['over'] : ['mid-work']), ...(version > before ? ['got on'] : []));
  }
  await startChild('opening.mjs', [dataDir], atEnd).end();
  await withDatabase(dataDir, async (db) => {
    expect(await versionOf(db)).toBe(NEWEST);
    expect(await schemaOf(db)).toEqual((await shelf.of(NEWEST)).schema);
    expect(await db('items').orderBy('id').select('id', 'doc', 'feed_seq')).toEqual(shelf.docs);
    await expectWhole(db);
  });
  return kills;
}
