import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE_FILE } from './database-file.js';
import { syncToDisk } from './sync-to-disk.js';

/** A database that is whole and waits to take the place of the present one. */
export const RESTORED_FILE = 'brique.db-restored';
/** Holds the databases that were replaced, each in a folder of its own, named for when. */
const SET_ASIDE = 'set-aside';

/**
 * Puts RESTORED_FILE in the place of the present database, which is set aside with its log. Killed at any step, it is brought to
 * its end by the next call of `finishRestore`: the log of the old database never comes to lie beside the new one.
 * @param time names the folder, as in 2026-11-28T093000Z
 * @returns where the database lies that was there; null when there was none
 */
export async function putInPlace(dataDir: string, time: string): Promise<string | null> {
  const present = join(dataDir, DATABASE_FILE);
  let aside: string | null = null;
  if (existsSync(present)) {
    const folder = join(dataDir, SET_ASIDE, time);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncToDisk(join(dataDir, SET_ASIDE));
    aside = join(folder, DATABASE_FILE);
    await rename(present, aside);
  }
  await finishRestore(dataDir);
  return aside;
}

/** Brings a restore to its end that was killed after it had set the present database aside; does nothing otherwise. */
export async function finishRestore(dataDir: string): Promise<void> {
  const present = join(dataDir, DATABASE_FILE);
  const restored = join(dataDir, RESTORED_FILE);
  if (existsSync(present) || !existsSync(restored)) return;
  const [last] = (await readdir(join(dataDir, SET_ASIDE)).catch(() => [])).sort().reverse();
  for (const end of ['-wal', '-shm']) {
    if (last === undefined || !existsSync(present + end)) continue;
    await rename(present + end, join(dataDir, SET_ASIDE, last, DATABASE_FILE + end));
  }
  await rename(restored, present);
  await syncToDisk(dataDir);
}
