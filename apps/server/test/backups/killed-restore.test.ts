import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createBackupFolder } from '../../src/adapters/store/backup-folder.js';
import { openDatabase } from '../../src/adapters/store/database.js';
import { restoreDatabase } from '../../src/adapters/store/restore-database.js';
import { testFolder } from '../support/temp-folder.js';

// Generous, for a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const TIME = '2026-11-28T093000Z';
/** More than a restore takes. */
const MOST_STEPS = 60;

/** Steps that change the disk and are still done; after them, as after a kill, none is. */
const disk = vi.hoisted(() => ({ steps: Number.POSITIVE_INFINITY }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<Record<string, unknown>>();
  const changing = ['chmod', 'copyFile', 'mkdir', 'rename', 'rm', 'writeFile'].map((name) => {
    const step = real[name] as (...args: unknown[]) => Promise<unknown>;
    const counted = async (...args: unknown[]) => {
      if (disk.steps <= 0) throw new Error('killed');
      disk.steps--;
      return step(...args);
    };
    return [name, counted];
  });
  return { ...real, ...Object.fromEntries(changing) };
});

afterEach(() => {
  disk.steps = Number.POSITIVE_INFINITY;
});

/** An instance that was killed: `trashTime` is 'then' in its backup, 'between' in its database and 'now' only in the log beside that. */
async function killedInstance() {
  const dataDir = join(await testFolder(), 'data');
  const killed = join(await testFolder(), 'killed');
  const database = await openDatabase(dataDir);
  const set = (value: string) =>
    database.writer('settings').insert({ key: 'trashTime', value }).onConflict('key').merge();
  await set('"then"');
  const backups = createBackupFolder(dataDir);
  await backups.make(0, new AbortController().signal);
  await set('"between"');
  await database.writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await set('"now"');
  await cp(dataDir, killed, { recursive: true });
  await database.close();
  return { killed, backup: join(backups.path, (await backups.list())[0]?.name ?? '') };
}

async function trashTime(dataDir: string): Promise<string> {
  const { reader, close } = await openDatabase(dataDir);
  try {
    const row = await reader('settings').where({ key: 'trashTime' }).first();
    return JSON.parse(row.value);
  } finally {
    await close();
  }
}

/** An earlier restore, made when the clock was ahead. */
async function setAsideBefore(dataDir: string, time: string): Promise<void> {
  const folder = join(dataDir, 'set-aside', time);
  await mkdir(folder, { recursive: true });
  for (const end of ['', '-wal']) await writeFile(join(folder, `brique.db${end}`), `of ${time}${end}`);
}

const left = async (dataDir: string) => (await readdir(dataDir)).filter((name) => name.includes('restor'));

test('killed between any two of its steps, a restore was not begun or is brought to its end: never a log beside another database', async () => {
  const { killed, backup } = await killedInstance();
  const ends = new Set<string>();
  let isKilled = true;
  for (let steps = 0; isKilled; steps++) {
    expect(steps).toBeLessThan(MOST_STEPS);
    const dataDir = join(await testFolder(), 'data');
    await cp(killed, dataDir, { recursive: true });
    await setAsideBefore(dataDir, '2030-01-01T000000Z');
    disk.steps = steps;
    isKilled = await restoreDatabase(dataDir, backup, TIME).then(
      () => false,
      () => true,
    );
    disk.steps = Number.POSITIVE_INFINITY;
    const end = await trashTime(dataDir);
    ends.add(end);
    expect(await left(dataDir)).toEqual([]);
    const before = join(dataDir, 'set-aside', '2030-01-01T000000Z');
    expect(await readdir(before)).toEqual(['brique.db', 'brique.db-wal']);
    if (end === 'now') continue;
    expect(end).toBe('then');
    // What was set aside is one database with its own log: gone back to, it says what was in that log alone.
    await restoreDatabase(dataDir, join(dataDir, 'set-aside', TIME, 'brique.db'), '2026-11-28T100000Z');
    expect(await trashTime(dataDir)).toBe('now');
  }
  expect([...ends]).toEqual(['now', 'then']);
});

test.each([
  ['at the first restore', []],
  ['after another', ['2026-01-01T000000Z', '2030-01-01T000000Z']],
])('a log whose database is gone does not come to lie beside the backup: %s', async (_, earlier) => {
  const { killed, backup } = await killedInstance();
  await rm(join(killed, 'brique.db'));
  for (const time of earlier) await setAsideBefore(killed, time);
  expect(await restoreDatabase(killed, backup, TIME)).toMatchObject({ aside: null });
  expect(existsSync(join(killed, 'brique.db-wal'))).toBe(false);
  expect(await trashTime(killed)).toBe('then');
  expect(await readdir(join(killed, 'set-aside', TIME))).toContain('brique.db-wal');
  for (const time of earlier) expect(await readdir(join(killed, 'set-aside', time))).toHaveLength(2);
});

test('of two restores in one second each sets aside what it found', async () => {
  const { killed, backup } = await killedInstance();
  const first = await restoreDatabase(killed, backup, TIME);
  const second = await restoreDatabase(killed, backup, TIME);
  expect(second.aside).not.toBe(first.aside);
  expect(await readdir(join(killed, 'set-aside'))).toHaveLength(2);
  await restoreDatabase(killed, first.aside ?? '', TIME);
  expect(await trashTime(killed)).toBe('now');
});

test.each([true, false])(
  'what a restore left that never began is removed, and not adopted later (a database is there: %s)',
  async (isThere) => {
    const { killed, backup } = await killedInstance();
    await cp(backup, join(killed, 'brique.db-restored'));
    if (isThere) expect(await trashTime(killed)).toBe('now');
    await rm(join(killed, 'backups'), { recursive: true });
    for (const end of ['', '-wal', '-shm']) await rm(join(killed, `brique.db${end}`), { force: true });
    const { reader, close } = await openDatabase(killed);
    expect(await reader('settings').where({ key: 'trashTime' })).toEqual([]);
    await close();
    expect(await left(killed)).toEqual([]);
  },
);
