import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import knex from 'knex';
import { BackupError, type BackupFolder } from '../../usecases/backups/backups.js';
import { backupName, backupTime, type StoredBackup } from '../../usecases/backups/kept-backups.js';
import { syncToDisk } from '../sync-to-disk.js';
import { copyDatabase } from './copy-database.js';
import { BACKUPS_FOLDER, DATABASE_FILE, quiet } from './database-file.js';
import { inspectDatabase, openForReading, readableOf } from './inspect-database.js';
import { finishRemovals, listSetAside, removeSetAside } from './set-aside.js';

/** What a backup leaves free at least: as much as the write-ahead log may take before it is folded back. */
const SPARE_BYTES = 32 * 1024 * 1024;
const PARTIAL = '.partial';

/**
 * The backups of one data folder.
 * @param dataDir held by this process
 */
export function createBackupFolder(dataDir: string): BackupFolder {
  const path = join(dataDir, BACKUPS_FOLDER);
  return {
    path,
    list: () => listBackups(dataDir),
    remove: (name) => rm(join(path, name), { force: true }),
    setAside: () => listSetAside(dataDir),
    removeSetAside: (name) => removeSetAside(dataDir, name),
    finishRemovals: () => finishRemovals(dataDir),
    readable: (name, ids) => readableIn(join(path, name), ids),
    async make(at, signal) {
      await mkdir(path, { mode: 0o700, recursive: true });
      // What a killed process left.
      for (const name of await readdir(path)) if (name.includes(PARTIAL)) await rm(join(path, name));
      await checkRoom(dataDir, path);
      const partial = join(path, `${backupName(at)}${PARTIAL}`);
      try {
        // Made first, so that it is nobody else's to read at any moment: it holds secrets, as the database does.
        await (await open(partial, 'wx', 0o600)).close();
        await copyInto(join(dataDir, DATABASE_FILE), partial, signal);
        const unreadable = await check(partial, signal);
        await syncToDisk(partial);
        await rename(partial, join(path, backupName(at)));
        await syncToDisk(path);
        return unreadable;
      } catch (error) {
        for (const end of ['', '-journal', '-wal', '-shm']) await rm(partial + end, { force: true });
        throw error;
      }
    },
  };
}

/** @returns the backups in a data folder; none when it has no such folder */
export async function listBackups(dataDir: string): Promise<StoredBackup[]> {
  const path = join(dataDir, BACKUPS_FOLDER);
  const names = (await readdir(path).catch(orNull)) ?? [];
  const found = await Promise.all(
    names.map(async (name) => {
      const at = backupTime(name);
      if (at === null) return [];
      // It may have been removed meanwhile.
      const file = await stat(join(path, name)).catch(orNull);
      return file === null ? [] : [{ name, at, bytes: file.size }];
    }),
  );
  return found.flat();
}

/** @returns null for what is not there */
function orNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** @throws BackupError `disk_full` when a copy would take the room that daily work needs */
async function checkRoom(dataDir: string, folder: string): Promise<void> {
  const { size } = await stat(join(dataDir, DATABASE_FILE));
  const { bavail, bsize } = await statfs(folder);
  const needed = size + SPARE_BYTES;
  if (bavail * bsize >= needed) return;
  throw new BackupError(
    'disk_full',
    `The disk has too little room for a backup: it takes ${megabytes(needed)} MB, and ${megabytes(bavail * bsize)} MB are free.`,
  );
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000);
}

/** One plain file, which opens read-only wherever it is put. */
async function copyInto(filename: string, target: string, signal: AbortSignal): Promise<void> {
  const source = openForReading(filename);
  try {
    await copyDatabase(source, target, signal);
  } finally {
    await source.destroy();
  }
  const copy = knex({
    ...{ client: 'sqlite3', connection: { filename: target }, useNullAsDefault: true, log: quiet },
    pool: { min: 1, max: 1 },
  });
  try {
    // The copy says of itself, as its original does, that a write-ahead log belongs to it.
    await copy.raw('PRAGMA journal_mode = DELETE');
  } finally {
    await copy.destroy();
  }
}

/** @returns ids of items in it that can be read; none when the backup itself cannot be */
async function readableIn(filename: string, ids: readonly string[]): Promise<string[]> {
  const backup = openForReading(filename);
  try {
    return await readableOf(backup, ids);
  } catch {
    return [];
  } finally {
    await backup.destroy();
  }
}

/** @returns ids of items that cannot be read @throws BackupError `database_damaged` */
async function check(filename: string, signal: AbortSignal): Promise<readonly string[]> {
  const copy = openForReading(filename);
  try {
    const { damage, unreadable } = await inspectDatabase(copy, signal);
    if (damage === null) return unreadable;
    throw new BackupError(
      'database_damaged',
      `The copy is not whole, so the older backups stay as they are: ${damage}. Stop Brique and run “brique verify”.`,
    );
  } finally {
    await copy.destroy();
  }
}
