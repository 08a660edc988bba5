import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportResult } from '@brique/shared';
import { expect, it } from 'vitest';
import { listItems } from '../support/api.js';
import { type AtEnd, type RunningInstance, startInstance } from '../support/processes.js';
import { aMoment, createTally, random, roundsOf, SEED, type Tally, TIMEOUT } from './rounds.js';
import { inFolders, withFolder } from './victim.js';
import { copyOf, expectWhole, withDatabase } from './whole-database.js';

const ROUNDS = roundsOf(2);
const KILLS_A_FOLDER = 8;
/** More than one batch of an import, so that a kill may hit between two. */
const ROWS = 2500;

it(`killed in an import: the whole file is there or nothing of it, seed ${SEED}, ${ROUNDS} kills`, {
  timeout: TIMEOUT,
}, async () => {
  const tally = createTally('import');
  await inFolders(ROUNDS, KILLS_A_FOLDER, (kills, folder, atEnd) =>
    killAgainAndAgain(kills, folder, atEnd, tally),
  );
  tally.end();
});

async function killAgainAndAgain(kills: number, folder: string, atEnd: AtEnd, tally: Tally): Promise<void> {
  const dataDir = join(folder, 'data');
  let brique = await startInstance({ dataDir, atEnd });
  const began = performance.now();
  expect(await importFile(brique, 'first')).toMatchObject({ imported: ROWS });
  let importMs = performance.now() - began;
  const files = new Set(['first']);

  for (let kill = 0; kill < kills; kill++) {
    const name = `kill${kill}`;
    let isAnswered = false;
    let isKilled = false;
    const start = performance.now();
    const importing = importFile(brique, name).then(
      (result) => {
        isAnswered = true;
        importMs = Math.min(importMs, performance.now() - start);
        expect(result.imported).toBe(ROWS);
      },
      (error) => {
        if (!isKilled) throw error;
      },
    );
    // A little longer than it takes: what was answered just before must be there as well.
    await Promise.race([aMoment(importMs * 1.1), importing]);
    if (isAnswered) await aMoment(5);
    isKilled = true;
    await Promise.all([brique.stop('SIGKILL'), importing]);

    const isThere = await withFolder(async (copy) => {
      await copyOf(dataDir, copy);
      return withDatabase(copy, async (db) => {
        const rows = await expectWhole(db);
        const its = rows.filter((row) => row.name.startsWith(`${name} `)).length;
        expect([0, ROWS], 'rows of the file').toContain(its);
        expect(rows.length - its, 'rows of the files before').toBe(files.size * ROWS);
        return its > 0;
      });
    });
    if (isAnswered) expect(isThere, 'what was answered is there').toBe(true);
    if (isThere) files.add(name);
    tally.round(isAnswered ? 'answered' : 'mid-work', isThere ? 'done' : 'undone');

    brique = await startInstance({ dataDir, atEnd });
    expect((await listItems(brique, { limit: 1 })).total).toBe(files.size * ROWS);
    // What was uploaded of it lies around no longer.
    expect(await readdir(dataDir)).not.toContain('tmp');
  }
  await brique.stop();
}

async function importFile(to: RunningInstance, name: string): Promise<ImportResult> {
  const row = (n: number) => `${name} ${n},${random.pick(['Tools', 'Kitchen', 'Garden'])},"Note, the ${n}th"`;
  const body = ['name,category,notes', ...Array.from({ length: ROWS }, (_, n) => row(n))].join('\n');
  const response = await to.fetch('/api/v1/items/import?format=csv', {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/csv' },
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as ImportResult;
}
