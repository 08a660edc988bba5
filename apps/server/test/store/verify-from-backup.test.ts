import { join } from 'node:path';
import { digestOf } from '@brique/sync-core';
import { expect, test, vi } from 'vitest';
import { createBackupFolder } from '../../src/adapters/store/backup-folder.js';
import { createCursors } from '../../src/adapters/store/cursors.js';
import { openDatabase } from '../../src/adapters/store/database.js';
import { createReplicaStore } from '../../src/adapters/store/replica-store.js';
import { runVerify } from '../../src/verify-command.js';
import { withDatabase } from '../crash/whole-database.js';
import { changed, itemId, START, sampleItem, sha256, writeOf } from '../replica-store/sample-items.js';
import { testFolder } from '../support/temp-folder.js';

// Generous, for a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const CHANGED = itemId(1);
const GARBLED = itemId(2);
const DIGEST = itemId(3);
const LATER = itemId(4);
const NEW = itemId(9);

/** Eight items of which there is a backup, and one that came after it. */
async function backedUp(): Promise<string> {
  const dataDir = join(await testFolder(), 'data');
  const database = await openDatabase(dataDir);
  const store = createReplicaStore(database, { now: () => START }, createCursors(database));
  const items = Array.from({ length: 8 }, (_, n) => writeOf(sampleItem(n + 1, { notes: `note ${n + 1}` })));
  await store.write((tx) => tx.save(items));
  await createBackupFolder(dataDir).make(START, new AbortController().signal);
  await store.write((tx) => tx.save([writeOf(sampleItem(9, { notes: 'note 9' }))]));
  await database.close();
  return dataDir;
}

async function verify(dataDir: string, repair: boolean) {
  const lines: string[] = [];
  const output = { line: (text: string) => void lines.push(text), progress: () => undefined };
  return { code: await runVerify({ dataDir, repair }, output), text: lines.join('\n') };
}

const everything = (dataDir: string) =>
  withDatabase(dataDir, async (db) => [await db('items').orderBy('row'), await db('replica_state')]);

test('a text that is not what its digest was made of is put back out of a backup; what no backup tells is named', async () => {
  const dataDir = await backedUp();
  const before = await everything(dataDir);
  await withDatabase(dataDir, async (db) => {
    await db.raw(`UPDATE items SET doc = replace(doc, 'note', 'nite') WHERE id IN (?, ?)`, [CHANGED, NEW]);
    await db.raw(`UPDATE items SET doc = substr(doc, 1, 40) WHERE id = ?`, [GARBLED]);
    await db.raw('UPDATE items SET digest_1 = 5 WHERE id = ?', [DIGEST]);
  });
  const damaged = await everything(dataDir);
  const told = await verify(dataDir, false);
  expect([told.code, await everything(dataDir)]).toEqual([1, damaged]);
  expect(told.text).toContain(`text of 2 items was damaged`);
  expect(told.text).toContain(`to be put back, ${CHANGED}, ${GARBLED}.`);

  const mended = await verify(dataDir, true);
  expect(mended.code).toBe(0);
  expect(mended.text).toContain(`put back, ${CHANGED}, ${GARBLED}.`);
  expect(mended.text).toMatch(new RegExp(`Digests of 2 items.*${DIGEST}, ${NEW}\\.`));
  expect((await verify(dataDir, true)).text).toContain('All is well.');
  await withDatabase(dataDir, (db) => db.raw(`UPDATE items SET doc = replace(doc, 'nite', 'note')`));
  await verify(dataDir, true);
  expect(await everything(dataDir)).toEqual(before);
});

test('a later version is never replaced by an earlier one that a backup holds, whatever its digest says', async () => {
  const dataDir = await backedUp();
  const { text } = changed(sampleItem(4, { notes: 'note 4' }).item, { notes: 'later' }, 5000);
  await withDatabase(dataDir, (db) => db.raw('UPDATE items SET doc = ? WHERE id = ?', [text, LATER]));
  expect((await verify(dataDir, true)).text).toMatch(new RegExp(`Digests of 1 items.*${LATER}\\.`));
  const [row] = await withDatabase(dataDir, (db) => db('items').where({ id: LATER }));
  expect(row).toMatchObject({ doc: text, notes: 'later', digest_0: digestOf(text, sha256)[0] });
});
