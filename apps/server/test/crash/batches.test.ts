import { join } from 'node:path';
import type { SyncLog } from '@brique/shared';
import type { Knex } from 'knex';
import { expect, it } from 'vitest';
import { addPeer, lastLog, setTrust, syncWith } from '../support/api.js';
import { changedItem, foreignItem, writeOf } from '../support/documents.js';
import { type AtEnd, type RunningInstance, restart, startInstance } from '../support/processes.js';
import { aMoment, createTally, random, roundsOf, SEED, type Tally, TIMEOUT } from './rounds.js';
import { startTlsInstance, type TlsInstance } from './tls-instance.js';
import { withFolder } from './victim.js';
import { copyOf, expectWhole, withDatabase } from './whole-database.js';

const ROUNDS = roundsOf(3);
const KILLS_A_FOLDER = 15;
/** What the giver has done since the last session, in each round. */
const [NEW, CHANGED] = [400, 15];
const BATCH_ITEMS = 20;

/** Who begins the sessions: then the batches are an answer to the one that is killed, or requests to it. */
type Way = 'pull' | 'push';

it(`killed in the receipt of batches: each is there whole, with its cursor, or not, seed ${SEED}, ${ROUNDS} kills`, {
  timeout: TIMEOUT,
}, async () => {
  const tally = createTally('batches');
  const perFolder = Math.min(KILLS_A_FOLDER, Math.ceil(ROUNDS / 2));
  for (let left = ROUNDS, way: Way = 'pull'; left > 0; left -= perFolder) {
    await withFolder((folder, atEnd) =>
      killAgainAndAgain(Math.min(left, perFolder), way, folder, atEnd, tally),
    );
    way = way === 'pull' ? 'push' : 'pull';
  }
  tally.end();
});

async function killAgainAndAgain(kills: number, way: Way, folder: string, atEnd: AtEnd, tally: Tally) {
  const dataDir = join(folder, 'data');
  const giver = await startTlsInstance(folder, 'giver', BATCH_ITEMS);
  atEnd(() => giver.close());
  let brique = await startInstance({ dataDir, atEnd });
  await addPeer(giver, brique.address);
  await setTrust(giver, brique.id, true);
  await addPeer(brique, giver.address);
  await setTrust(brique, giver.id, true);
  const [from, to] = way === 'pull' ? [() => brique, giver.id] : [() => giver, brique.id];
  await giveSome(giver);
  const began = performance.now();
  expect(await syncWith(from(), to)).toMatchObject({ identical: true });
  let sessionMs = performance.now() - began;
  let place = await giver.store.feedHead();

  for (let kill = 0; kill < kills; kill++) {
    await giveSome(giver);
    const pending = await itemsAfter(giver, place);
    const told = await receivedAsTold(brique, giver, way);
    let isOver = false;
    let isKilled = false;
    const start = performance.now();
    const session = syncWith(from(), to).then(
      () => {
        isOver = true;
        sessionMs = Math.min(sessionMs, performance.now() - start);
      },
      (error) => {
        if (!isKilled) throw error;
      },
    );
    await Promise.race([aMoment(sessionMs * 1.1), session]);
    isKilled = true;
    await Promise.all([brique.stop('SIGKILL'), session]);
    const acknowledged = isOver ? pending : await told();

    await withFolder(async (copy) => {
      await copyOf(dataDir, copy);
      place = await withDatabase(copy, (db) => compare(db, giver, brique.id));
      const received = pending - (await itemsAfter(giver, place));
      expect(received, 'what was acknowledged is there').toBeGreaterThanOrEqual(acknowledged);
      const isPart = received > 0 && received < pending;
      tally.round(isOver ? 'over' : 'mid-work', ...(isPart ? ['part of the batches'] : []));
    });
    brique = await restart(brique, { atEnd });
  }
  expect(await syncWith(from(), to)).toMatchObject({ identical: true });
  await brique.stop();
  await withDatabase(dataDir, async (db) => {
    await compare(db, giver, brique.id);
    expect(await docsOf(db)).toEqual(await docsOf(giver.database.reader));
  });
}

/** New items, and changes of some that are there. */
async function giveSome(giver: TlsInstance): Promise<void> {
  const now = Date.now();
  const ids: string[] = await giver.database.reader('items').orderBy('feed_seq').pluck('id');
  const some = Array.from({ length: Math.min(CHANGED, ids.length) }, () => random.pick(ids));
  await giver.store.write(async (tx) => {
    const fresh = Array.from({ length: NEW }, (_, n) =>
      foreignItem(now, { name: `Thing ${n}`, notes: 'n'.repeat(random.int(400)) }),
    );
    await tx.save(fresh.map((item) => writeOf(item)));
    const stored = [...(await tx.load([...new Set(some)])).values()];
    const change = { notes: `changed ${now}` };
    await tx.save(stored.map(({ item, digest }) => writeOf(changedItem(item, now, change), digest)));
  });
}

/**
 * What the instance that is about to be killed says it has stored: in its events, or by its answers, which the giver's log counts.
 * @returns asks for the number of items
 */
async function receivedAsTold(brique: RunningInstance, giver: TlsInstance, way: Way) {
  if (way === 'push') return async () => (await lastLog(giver)).itemsSent;
  const { seen } = await brique.events();
  return async () => {
    const counts = seen
      .filter((event) => event.startsWith('sync-progress '))
      .map((event) => JSON.parse(event.slice('sync-progress '.length)) as { phase: string; done: number })
      .filter(({ phase }) => phase === 'receiving')
      .map(({ done }) => done);
    return Math.max(0, ...counts);
  };
}

/**
 * Checks a database that was killed against the giver's: everything up to the cursor it holds is there or waits at the brake, and
 * nothing of what lies behind; its log counts just what it changed.
 * @returns the place in the giver's feed up to which it has come
 */
async function compare(db: Knex, giver: TlsInstance, reader: string): Promise<number> {
  await expectWhole(db);
  const token: string | undefined = (await db('held_cursors').where({ feed_of: giver.id }).first())?.token;
  const given = giver.database.reader;
  const cursor = await given('feed_cursors')
    .where({ reader, token: token ?? '' })
    .first();
  expect(cursor !== undefined || token === undefined, 'the cursor is one that was given').toBe(true);
  const place: number = cursor?.feed_seq ?? 0;
  const here = await docsOf(db);
  const waiting = new Set<string>(await db('held_items').pluck('doc'));
  const feed: { id: string; doc: string; feed_seq: number }[] = await given('items').select();
  const wrong = feed.filter(({ id, doc, feed_seq }) => {
    const isHere = here.get(id) === doc || waiting.has(doc);
    return isHere !== feed_seq <= place;
  });
  expect(wrong, `the feed up to ${place} and no more`).toEqual([]);

  const logs: (Pick<SyncLog, 'id'> & { items_received: number; feed_head: number })[] = await db('sync_logs');
  for (const { id, items_received } of logs) {
    const [{ writes }] = await db.raw('SELECT count(*) AS writes FROM item_history WHERE log_id = ?', [id]);
    expect(writes, 'what the log counts is what it changed').toBe(items_received);
  }
  return place;
}

async function itemsAfter({ database }: TlsInstance, place: number): Promise<number> {
  const rows = await database.reader('items').where('feed_seq', '>', place).count({ count: '*' }).first();
  return Number(rows?.count);
}

async function docsOf(db: Knex): Promise<Map<string, string>> {
  const rows: { id: string; doc: string }[] = await db('items').orderBy('id').select('id', 'doc');
  return new Map(rows.map(({ id, doc }) => [id, doc]));
}
