/** What may be wrong with the disk or the database file, by the codes of SQLite and the file system. */
export type StorageFault = 'disk_full' | 'database_damaged' | 'disk_failed';

const FAULTS: ReadonlyMap<string, StorageFault> = new Map([
  ['SQLITE_FULL', 'disk_full'],
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['SQLITE_CORRUPT', 'database_damaged'],
  ['SQLITE_NOTADB', 'database_damaged'],
]);
/** The disk itself, its file system, or somebody's lock on our file. */
const DISK_FAILED = /^(SQLITE_(IOERR|READONLY|CANTOPEN|PERM|BUSY|LOCKED|PROTOCOL)|E(IO|ROFS|MFILE|NFILE))$/;

/** @param error anything thrown @returns null when it is about something else */
export function storageFault(error: unknown): StorageFault | null {
  const code = String((error as { code?: unknown } | null)?.code);
  return FAULTS.get(code) ?? (DISK_FAILED.test(code) ? 'disk_failed' : null);
}

/** In words for the owner, with what to do. */
export const STORAGE_FAULT_WORDS: Readonly<Record<StorageFault, string>> = {
  disk_full: 'The disk is full. Free some space, then try again.',
  disk_failed:
    'The disk could not be read or written. Nothing was saved by halves: try again, and have the disk checked if it happens again.',
  database_damaged:
    'The database of this inventory is damaged. Stop Brique, then mend it with “brique verify”, or go back to the last good backup with “brique restore”.',
};
