import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncToDisk } from '../sync-to-disk.js';
import { DATABASE_FILE } from './database-file.js';
import { makeFolder } from './make-folder.js';
import { SET_ASIDE } from './set-aside.js';

/** A copy of a backup that is looked through and brought to what holds now. */
export const RESTORING_FILE = 'brique.db-restoring';
/** A database that is whole and waits to take the place of the present one. */
export const RESTORED_FILE = 'brique.db-restored';
/** Says that a restore was begun, and names the folder its present database goes to: from then on it is brought to its end. */
const MARKER_FILE = 'brique.restore';
/** In the marker when there was nothing to set aside. */
const NO_FOLDER = '-';
/** A database, and what SQLite may have left beside it: beside another database, it would be played back into that one. */
const ENDS = ['', '-wal', '-shm', '-journal'];
/** Folders of one second. */
const MOST_FOLDERS = 1000;

/**
 * Puts RESTORED_FILE in the place of the present database, which is set aside with its log. Killed before the marker is there, it
 * was not begun, and the next `finishRestore` throws RESTORED_FILE away; killed at any later step, that call brings it to its end.
 * @param time names the folder, as in 2026-11-28T093000Z; a number follows when there is one of that name
 * @returns where the database lies that was there; null when there was none
 */
export async function putInPlace(dataDir: string, time: string): Promise<string | null> {
  const present = join(dataDir, DATABASE_FILE);
  const wasThere = existsSync(present);
  let folder = NO_FOLDER;
  try {
    if (ENDS.some((end) => existsSync(present + end))) folder = await freshFolder(dataDir, time);
    await writeMarker(dataDir, folder);
  } catch (error) {
    await rm(join(dataDir, RESTORED_FILE), { force: true });
    throw error;
  }
  await finishRestore(dataDir);
  return wasThere ? join(dataDir, SET_ASIDE, folder, DATABASE_FILE) : null;
}

/**
 * Brings a restore to its end that was killed after it had begun. Of one that had not, what it would have put in place is removed: found
 * much later beside no database, it would bring back items and trust of long ago.
 * @param dataDir held by this process
 */
export async function finishRestore(dataDir: string): Promise<void> {
  const present = join(dataDir, DATABASE_FILE);
  const restored = join(dataDir, RESTORED_FILE);
  const marker = join(dataDir, MARKER_FILE);
  await removeCopy(dataDir);
  await rm(`${marker}.tmp`, { force: true });
  if (!existsSync(marker)) return rm(restored, { force: true });
  // Not there: it took its place already, and what lies beside that one is its own.
  if (existsSync(restored)) {
    const folder = (await readFile(marker, 'utf8')).trim();
    if (folder !== NO_FOLDER) await setAside(dataDir, folder);
    await rename(restored, present);
    await syncToDisk(dataDir);
  }
  await rm(marker);
  await syncToDisk(dataDir);
}

/** Removes the copy that a restore works on, whole or not. */
export async function removeCopy(dataDir: string): Promise<void> {
  for (const end of ENDS) await rm(join(dataDir, RESTORING_FILE + end), { force: true });
}

/** Moves whatever is left of the present database. Both folders are on the disk before anything takes its place. */
async function setAside(dataDir: string, name: string): Promise<void> {
  const folder = join(dataDir, SET_ASIDE, name);
  await makeFolder(folder);
  for (const end of ENDS) {
    const file = join(dataDir, DATABASE_FILE + end);
    if (existsSync(file)) await rename(file, join(folder, DATABASE_FILE + end));
  }
  await syncToDisk(folder);
  await syncToDisk(dataDir);
}

/** @returns the name of a folder in SET_ASIDE that was not there before */
async function freshFolder(dataDir: string, time: string): Promise<string> {
  const parent = join(dataDir, SET_ASIDE);
  await makeFolder(parent);
  for (let n = 1; ; n++) {
    const name = n === 1 ? time : `${time}-${n}`;
    try {
      await mkdir(join(parent, name), { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST' && n < MOST_FOLDERS) continue;
      throw error;
    }
    await syncToDisk(parent);
    return name;
  }
}

/** Whole or not there at all, and on the disk when this returns. */
async function writeMarker(dataDir: string, folder: string): Promise<void> {
  const marker = join(dataDir, MARKER_FILE);
  await writeFile(`${marker}.tmp`, `${folder}\n`, { mode: 0o600 });
  await syncToDisk(`${marker}.tmp`);
  await rename(`${marker}.tmp`, marker);
  await syncToDisk(dataDir);
}
