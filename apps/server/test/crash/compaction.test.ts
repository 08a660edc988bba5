import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { expect, it } from 'vitest';
import { DATABASE_FILE } from '../../src/adapters/store/database-file.js';
import type { AtEnd } from '../support/processes.js';
import { aMoment, createTally, random, roundsOf, SEED, type Tally, TIMEOUT } from './rounds.js';
import { inFolders, startChild, withFolder } from './victim.js';
import { copyOf, expectWhole, withDatabase } from './whole-database.js';

const ROUNDS = roundsOf(3);
const KILLS_A_FOLDER = 10;
const START = Date.UTC(2026, 0, 15);

const ACTS = { fill: 2, bin: 2, purge: 1, retention: 1, pruning: 1, checkpoint: 1, backup: 1, reopen: 1 };

/** What became of a filling of items: all of them alike. */
type State = 'inventory' | 'trash' | 'gone';

/** What a run said when it had done something. */
interface Told {
  readonly now: number;
  readonly fillings: readonly { filling: string; state: State; count: number }[];
  readonly backups: readonly string[];
}

it(`killed while what is old is cleared away and folded up: each step is done whole or not at all, seed ${SEED}, ${ROUNDS} kills`, {
  timeout: TIMEOUT,
}, async () => {
  const tally = createTally('compaction');
  await inFolders(ROUNDS, KILLS_A_FOLDER, (kills, folder, atEnd) =>
    killAgainAndAgain(kills, join(folder, 'data'), atEnd, tally),
  );
  tally.end();
});

async function killAgainAndAgain(kills: number, dataDir: string, atEnd: AtEnd, tally: Tally): Promise<void> {
  let known: Told = { now: START, fillings: [], backups: [] };
  let checked: readonly string[] = [];
  for (let kill = 1; kill <= kills; kill++) {
    const plan = ['fill', ...Array.from({ length: 20 }, () => random.weighted(ACTS))];
    const args = [dataDir, String(kill), String(known.now), plan.join(',')];
    const child = startChild('compacting.mjs', args, atEnd);
    // Each kind as often as the others: in the first of it that comes.
    const victim = random.pick(Object.keys(ACTS));
    await child.saidOften('begin', 1 + Math.max(0, plan.indexOf(victim)));
    await aMoment(20);
    const lines = await child.kill();
    const [word = '', act = ''] = (lines.at(-1) ?? '').split(' ');
    const isMidWork = word === 'begin';
    tally.round(...(isMidWork ? ['mid-work', act] : []));
    const done = lines.findLast((line) => line.startsWith('done '));
    if (done !== undefined) known = JSON.parse(done.split(' ').slice(2).join(' '));

    const found = await withFolder(async (copy) => {
      await copyOf(dataDir, copy);
      return withDatabase(copy, async (db) => {
        await expectWhole(db);
        return fillingsOf(db);
      });
    });
    compare(known, found, isMidWork ? act : null);
    const backups = await wholeBackups(dataDir, checked);
    checked = backups;
    if (act !== 'backup') expect(backups).toEqual(expect.arrayContaining([...known.backups]));
    // In the next run it is later, whatever this one said last.
    known = { ...known, now: known.now + 32 * 24 * 3600 * 1000, fillings: found };
  }
}

async function fillingsOf(db: Knex): Promise<Told['fillings']> {
  return db.raw(
    `SELECT substr(id, 25, 8) AS filling, CASE WHEN deleted_at IS NULL THEN 'inventory'
       WHEN deleted_at = '' THEN 'gone' ELSE 'trash' END AS state, count(*) AS count FROM items GROUP BY 1, 2`,
  );
}

/** What an act may turn a filling into. */
const NEXT: Readonly<Record<string, readonly [State | 'absent', State]>> = {
  fill: ['absent', 'inventory'],
  bin: ['inventory', 'trash'],
  purge: ['trash', 'gone'],
  retention: ['trash', 'gone'],
};

/** @param pending the act that was under way: it has changed all that it was to change, or nothing */
function compare(told: Told, found: Told['fillings'], pending: string | null): void {
  const before = new Map(told.fillings.map(({ filling, state }) => [filling, state]));
  const after = new Map(found.map(({ filling, state }) => [filling, state]));
  expect(after.size, 'each filling is in one state').toBe(found.length);
  expect(
    found.every(({ count }) => count === 200),
    'and all of it',
  ).toBe(true);
  const changes = [...new Set([...before.keys(), ...after.keys()])]
    .map((filling) => [before.get(filling) ?? 'absent', after.get(filling) ?? 'absent'])
    .filter(([from, to]) => from !== to);
  const may = NEXT[pending ?? ''];
  expect(changes.filter((change) => String(change) !== String(may))).toEqual([]);
  if (pending === 'purge' && changes.length > 0) expect([...after.values()]).not.toContain('trash');
}

/** Checks the backups that are new and bear their names. @returns the names of all */
async function wholeBackups(dataDir: string, known: readonly string[]): Promise<string[]> {
  const folder = join(dataDir, 'backups');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.sqlite'));
  for (const name of names.filter((each) => !known.includes(each))) {
    await withFolder(async (copy) => {
      await copyFile(join(folder, name), join(copy, DATABASE_FILE));
      await withDatabase(copy, expectWhole);
    });
  }
  return names;
}
