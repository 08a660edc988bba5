import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { DamagedDatabaseError } from './data-folder.js';
import { BACKUPS_FOLDER, DATABASE_FILE } from './database-file.js';

/** @returns bytes; 0 when there is no such file */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Whether an instance was once started in a data folder: the device key is made after the database. */
export function wasUsed(dataDir: string): boolean {
  return existsSync(join(dataDir, 'device-key.pem'));
}

/** @param code SQLite's */
export function damageWords(code: string | undefined): string {
  return code === 'SQLITE_NOTADB'
    ? `${DATABASE_FILE} does not begin as a database does`
    : 'parts of it are missing or garbled';
}

/**
 * SQLite takes an empty file, or none, for a new database: an inventory would be gone without a word.
 * @throws DamagedDatabaseError when the file was emptied, or is gone while there are backups of it
 */
export function checkThere(dataDir: string): void {
  const file = join(dataDir, DATABASE_FILE);
  if (!wasUsed(dataDir) || sizeOf(file) > 0) return;
  if (existsSync(file)) throw new DamagedDatabaseError(dataDir, `${DATABASE_FILE} is empty`);
  if (mayHaveBackups(dataDir)) throw new DamagedDatabaseError(dataDir, `${DATABASE_FILE} is missing`);
}

/** A folder that cannot be looked into may hold some. */
function mayHaveBackups(dataDir: string): boolean {
  const backups = join(dataDir, BACKUPS_FOLDER);
  try {
    return existsSync(backups) && readdirSync(backups).length > 0;
  } catch {
    return true;
  }
}

/** @throws DamagedDatabaseError when a page is not as SQLite would have written it */
export async function checkPages(db: Knex, dataDir: string): Promise<void> {
  const [{ quick_check: found }] = await db.raw('PRAGMA quick_check(1)');
  if (found !== 'ok') throw new DamagedDatabaseError(dataDir, found.replaceAll(/\s+/g, ' '));
}
