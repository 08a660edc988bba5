import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listItems } from '../support/api.js';
import { type AtEnd, startInstance } from '../support/processes.js';
import { Person } from './people.js';
import { aMoment, createTally, random, roundsOf, SEED, type Tally, TIMEOUT } from './rounds.js';
import { inFolders, killInStart, withFolder } from './victim.js';
import { copyOf, expectWhole, type FoundItem, withDatabase } from './whole-database.js';

const ROUNDS = roundsOf(3);
const KILLS_A_FOLDER = 20;
/** Requests that are under way at once. */
const PEOPLE = 4;

it(`killed while people write: what they were told is saved is there, seed ${SEED}, ${ROUNDS} kills`, {
  timeout: TIMEOUT,
}, async () => {
  const tally = createTally('writes');
  await inFolders(ROUNDS, KILLS_A_FOLDER, (kills, folder, atEnd) =>
    killAgainAndAgain(kills, folder, atEnd, tally),
  );
  tally.end();
});

async function killAgainAndAgain(kills: number, folder: string, atEnd: AtEnd, tally: Tally): Promise<void> {
  const dataDir = join(folder, 'data');
  const people = Array.from({ length: PEOPLE }, (_, n) => new Person(`Person${n}`, random));
  for (let kill = 0; kill < kills; kill++) {
    if (random.chance(0.1)) {
      await killInStart(dataDir, atEnd);
      tally.round('in a start');
    } else {
      await killAtWork(dataDir, people, atEnd);
      tally.round(...(people.some(({ pending }) => pending.length > 0) ? ['mid-work'] : []));
    }
    // A first start that is killed early has made no tables yet.
    if (people.every(({ acknowledged }) => acknowledged === 0)) continue;
    await withFolder(async (copy) => {
      await copyOf(dataDir, copy);
      await withDatabase(copy, async (db) => {
        const rows = await expectWhole(db);
        const [{ lines }] = await db.raw('SELECT count(*) AS lines FROM item_history');
        expect(lines, 'lines of the history').toBe(writesOf(rows));
        const found = new Map(rows.map((row) => [row.id, row]));
        for (const person of people) {
          const outcome = person.compare(found);
          if (outcome !== null) tally.add(outcome);
        }
      });
    });
  }
  // And it starts once more, with all of it.
  const brique = await startInstance({ dataDir, atEnd });
  const things = people.flatMap((person) => [...person.things.values()]);
  const shown = things.filter(({ place }) => place === 'inventory');
  expect((await listItems(brique, { limit: 1 })).total).toBe(shown.length);
  for (const { acknowledged } of people) tally.add('acknowledged', acknowledged);
}

/** Starts it, lets people write, and kills it in the middle. */
async function killAtWork(dataDir: string, people: readonly Person[], atEnd: AtEnd): Promise<void> {
  const brique = await startInstance({ dataDir, atEnd });
  let answersLeft = random.int(40);
  let isKilled = false;
  let enough = () => {};
  const worked = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const heard = () => {
    answersLeft -= 1;
    if (answersLeft <= 0) enough();
  };
  const works = people.map((person) =>
    person.work(brique, heard).catch((error) => {
      if (!isKilled) throw error;
    }),
  );
  await Promise.race([worked, ...works]);
  await aMoment(10);
  isKilled = true;
  await Promise.all([brique.stop('SIGKILL'), ...works]);
}

/** All writes that there were to items which are not purged. */
function writesOf(rows: readonly FoundItem[]): number {
  return rows
    .filter(({ deleted_at }) => deleted_at !== '')
    .reduce((sum, { sync_version }) => sum + sync_version, 0);
}
