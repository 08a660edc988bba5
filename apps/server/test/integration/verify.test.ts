import { join } from 'node:path';
import knex from 'knex';
import { expect, test } from 'vitest';
import { knexConfig } from '../../src/adapters/store/database.js';
import { addItem, listItems, syncWith } from '../support/api.js';
import { launch, restart, startTwo } from '../support/processes.js';

/** Runs `brique verify` to its end. */
async function verify(dataDir: string, ...args: string[]) {
  return launch(['verify', '--data-dir', dataDir, ...args]).ended;
}

test('all that follows from the items is mended, and the instance is identical with its peer again', async () => {
  const { a, b } = await startTwo();
  for (const name of ['Drill', 'Saw', 'Lamp']) await addItem(a, { name });
  await syncWith(a, b.id);
  expect(await verify(a.dataDir)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Another Brique/),
  });
  await a.stop();

  const database = knex(knexConfig(join(a.dataDir, 'brique.db')));
  await database.raw(
    `UPDATE items SET digest_0 = 1, name = 'Chair', conflict_count = 2 WHERE name = 'Drill'`,
  );
  await database.raw('UPDATE replica_state SET sum_0 = 1, item_count = 9');
  await database.raw(`INSERT INTO items_search (items_search) VALUES ('delete-all')`);
  await database.destroy();

  const told = await verify(a.dataDir, '--dry-run');
  expect(told).toMatchObject({ code: 1, stdout: expect.stringContaining('Nothing was changed') });
  const mended = await verify(a.dataDir);
  expect(mended.code).toBe(0);
  expect(mended.stderr).toBe('3 of 3 items\n');
  for (const words of [
    /^Looked through 3 items\./,
    /Digests of 1 items/,
    /“name” of 1 items/,
    /“conflict_count”/,
    /fingerprint/,
    /search index/,
  ]) {
    expect(mended.stdout).toMatch(words);
  }
  expect((await verify(a.dataDir)).stdout).toBe('Looked through 3 items.\nAll is well.\n');

  const again = await restart(a);
  expect((await listItems(again, { search: 'drill' })).items).toMatchObject([
    { name: 'Drill', conflictCount: 0 },
  ]);
  const session = await syncWith(again, b.id);
  expect(session).toMatchObject({ itemsReceived: 0, itemsSent: 0, identical: true });
});

test('a folder without an inventory, and options that do not go together, are told in one line', async () => {
  for (const [args, words] of [
    [['--data-dir', '/nowhere/at/all'], /There is no inventory in \/nowhere/],
    [['--repair', '--dry-run'], /not both/],
  ] as const) {
    const { code, stdout, stderr } = await launch(['verify', ...args]).ended;
    expect([code, stdout, stderr.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(stderr).toMatch(words);
  }
});
