import { mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createBackupFolder } from '../../src/adapters/store/backup-folder.js';
import { createCursors } from '../../src/adapters/store/cursors.js';
import { type Database, openDatabase } from '../../src/adapters/store/database.js';
import { openForReading } from '../../src/adapters/store/inspect-database.js';
import { createReplicaStore } from '../../src/adapters/store/replica-store.js';
import { restoreDatabase } from '../../src/adapters/store/restore-database.js';
import { offerRestore } from '../../src/restore-command.js';
import { START, sampleItem, writeOf } from '../replica-store/sample-items.js';
import { testFolder } from '../support/temp-folder.js';

// Generous, for a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const never = new AbortController().signal;

/** A data folder in use, and its items. */
async function inUse() {
  const dataDir = join(await testFolder(), 'data');
  const database = await openDatabase(dataDir);
  const store = createReplicaStore(database, { now: () => START }, createCursors(database));
  let made = 0;
  const add = (count: number) => {
    const items = Array.from({ length: count }, (_, n) => writeOf(sampleItem(made + n)));
    made += count;
    return store.write((tx) => tx.save(items));
  };
  const folder = createBackupFolder(dataDir);
  return { dataDir, database, add, folder };
}

/** How many items a backup holds. */
async function itemsIn(file: string): Promise<number> {
  const backup = openForReading(file);
  const [{ count }] = await backup.raw('SELECT count(*) AS count FROM items');
  await backup.destroy();
  return count;
}

async function closing(database: Database, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await database.close();
  }
}

test('a backup holds what was committed, for its owner’s eyes only, and nothing else is left', async () => {
  const { database, add, folder } = await inUse();
  await closing(database, async () => {
    await add(50);
    await folder.make(START, never);
    await add(10);
    expect(await readdir(folder.path)).toHaveLength(1);
    const [backup] = await folder.list();
    const file = join(folder.path, backup?.name ?? '');
    expect(await itemsIn(file)).toBe(50);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
    expect((await stat(file)).size).toBe(backup?.bytes);
    // Reading it left nothing beside it either.
    expect(await readdir(folder.path)).toHaveLength(1);
  });
});

test('writing goes on while it is made, and what it holds is one moment', async () => {
  const { database, add, folder } = await inUse();
  await closing(database, async () => {
    await add(5000);
    let isMade = false;
    const making = folder.make(START, never).finally(() => {
      isMade = true;
    });
    let commits = 0;
    for (; !isMade; commits++) await add(20);
    await making;
    const [backup] = await folder.list();
    const count = await itemsIn(join(folder.path, backup?.name ?? ''));
    expect(commits).toBeGreaterThan(1);
    expect(count).toBeLessThan(5000 + commits * 20);
    expect(count % 20).toBe(0);
  });
});

test('a copy whose items were changed behind Brique’s back is not kept; the older ones are', async () => {
  const { database, add, folder } = await inUse();
  await closing(database, async () => {
    await add(20);
    await folder.make(START, never);
    await database.writer.raw(`UPDATE items SET doc = replace(doc, 'a', 'b') WHERE "row" = 7`);
    await expect(folder.make(START + 1000, never)).rejects.toMatchObject({ code: 'database_damaged' });
    expect(await readdir(folder.path)).toHaveLength(1);
  });
});

test('of a database with an item that cannot be read a backup is made, which says so and can be gone back to', async () => {
  const { dataDir, database, add, folder } = await inUse();
  await closing(database, async () => {
    await add(20);
    expect(await folder.make(START, never)).toEqual([]);
    await database.writer.raw(`UPDATE items SET doc = 'garbage' WHERE "row" = 7`);
    const { id } = await database.reader('items').where({ row: 7 }).first();
    const { id: other } = await database.reader('items').where({ row: 8 }).first();
    expect(await folder.make(START + 1000, never)).toEqual([id]);
    const [first = '', second = ''] = (await folder.list()).map(({ name }) => name).sort();
    expect(await folder.readable(first, [id, other, 'unknown'])).toEqual([id, other]);
    expect(await folder.readable(second, [id, other])).toEqual([other]);
    await writeFile(join(folder.path, first), 'garbage');
    expect(await folder.readable(first, [id, other])).toEqual([]);
    // A letter of another item still is what no backup is made of.
    await database.writer.raw(`UPDATE items SET doc = replace(doc, 'a', 'b') WHERE "row" = 8`);
    await expect(folder.make(START + 2000, never)).rejects.toMatchObject({ code: 'database_damaged' });
  });
  const [, backup] = (await folder.list()).sort((a, b) => a.at - b.at);
  const file = join(folder.path, backup?.name ?? '');
  expect(await restoreDatabase(dataDir, file, '2026-11-28T093000Z')).toMatchObject({
    ...{ items: 20, unreadable: [expect.any(String)] },
  });
});

test('broken off or on a disk without room, it leaves nothing; what a killed process left goes', async () => {
  const { database, add, folder } = await inUse();
  await closing(database, async () => {
    await add(20);
    await expect(folder.make(START, AbortSignal.abort())).rejects.toThrow();
    expect(await readdir(folder.path)).toEqual([]);
    await writeFile(join(folder.path, 'brique-2026-01-01T000000Z.sqlite.partial-journal'), 'rest');
    await folder.make(START, never);
    expect(await readdir(folder.path)).toHaveLength(1);
  });
});

test('a backup that goes while the folder is listed is left out', async () => {
  const { database, add, folder } = await inUse();
  await closing(database, async () => {
    await add(2);
    await folder.make(START, never);
    // Listed, and nowhere when its size is asked for.
    await symlink('/nowhere', join(folder.path, 'brique-2026-01-01T000000Z.sqlite'));
    expect(await folder.list()).toHaveLength(1);
  });
});

test('backups that cannot be listed hide neither that the database is missing, nor what is wrong with it', async () => {
  const { dataDir, database } = await inUse();
  await database.close();
  await writeFile(join(dataDir, 'device-key.pem'), '');
  await writeFile(join(dataDir, 'backups'), 'a file, which is no folder to be read');
  await rm(join(dataDir, 'brique.db'));
  await expect(openDatabase(dataDir)).rejects.toThrow('brique.db is missing');
  expect(await offerRestore(dataDir, 'main.js', START)).toBe('');
});

test('a folder of backups makes its data folder no foreign one', async () => {
  const dataDir = await testFolder();
  await mkdir(join(dataDir, 'backups'));
  const database = await openDatabase(dataDir);
  await database.close();
});

test('a removal that was killed is finished, and nothing else of what was set aside is touched', async () => {
  const dataDir = await testFolder();
  const folder = createBackupFolder(dataDir);
  await folder.finishRemovals();
  for (const name of ['2026-11-20T093000Z', '2026-11-20T093000Z.removing', 'somebody’s']) {
    await mkdir(join(dataDir, 'set-aside', name), { recursive: true });
    await writeFile(join(dataDir, 'set-aside', name, 'brique.db'), 'x');
  }
  await folder.finishRemovals();
  expect((await readdir(join(dataDir, 'set-aside'))).sort()).toEqual(['2026-11-20T093000Z', 'somebody’s']);
});
