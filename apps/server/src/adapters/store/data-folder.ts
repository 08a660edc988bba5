import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { DATABASE_FILE, quiet } from './database-file.js';
import { makeFolder } from './make-folder.js';
import { finishRestore } from './put-in-place.js';

/** A reason not to start, in words for the owner. */
export class DataFolderError extends Error {
  override name = 'DataFolderError';
}

/** A database that was ours and is not whole; main.ts says how to go back to the last backup. */
export class DamagedDatabaseError extends DataFolderError {
  override name = 'DamagedDatabaseError';

  /** @param damage in words, without a full stop */
  constructor(
    readonly dataDir: string,
    damage: string,
    options?: ErrorOptions,
  ) {
    super(`The database in ${dataDir} is damaged: ${damage}.`, options);
  }
}

/** A data folder that no other process uses. */
export interface HeldFolder {
  release(): Promise<void>;
}

/**
 * Makes a data folder when it is missing, and holds it while the process lives: by an SQLite lock, which the system drops however
 * the process ends. A restore that was killed in its last step is brought to its end.
 * @param dataDir absolute path
 * @throws DataFolderError when it cannot be written, holds something else, or is in use
 */
export async function holdFolder(dataDir: string): Promise<HeldFolder> {
  await prepareFolder(dataDir);
  const lock = await lockFolder(dataDir);
  try {
    await finishRestore(dataDir);
  } catch (error) {
    await lock.destroy();
    throw folderUnusable(dataDir, error);
  }
  return { release: () => lock.destroy() };
}

async function prepareFolder(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
    const files = await readdir(dataDir);
    const foreign = files.filter((file) => !file.startsWith('.') && !OUR_FILES.test(file));
    if (foreign.length > 0 && !files.includes(DATABASE_FILE)) {
      throw new DataFolderError(
        `${dataDir} is not a Brique data folder: it holds ${foreign[0]}. Choose an empty one with --data-dir.`,
      );
    }
  } catch (error) {
    throw folderUnusable(dataDir, error);
  }
}

/** @returns what the file system said of something in the data folder, in words for the owner; errors that have words as they are */
export function folderUnusable(dataDir: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof DataFolderError || !/^E[A-Z0-9]+$/.test(code ?? '')) return error;
  return new DataFolderError(
    `The data folder ${dataDir} cannot be used (${code}). Choose another with --data-dir.`,
    { cause: error },
  );
}

const OUR_FILES =
  /^(brique\.(db|lock|db-restor(ing|ed))(-wal|-shm|-journal)?|brique\.restore(\.tmp)?|device-(key|cert)\.pem|tmp|backups|set-aside)$/;

/** @returns a database under an exclusive lock */
async function lockFolder(dataDir: string): Promise<Knex> {
  const lock = knex({
    client: 'sqlite3',
    connection: { filename: join(dataDir, 'brique.lock') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
    log: quiet,
  });
  try {
    await lock.raw('PRAGMA locking_mode = EXCLUSIVE');
    await lock.raw('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    await lock.destroy();
    const busy = (error as { code?: string }).code === 'SQLITE_BUSY';
    throw new DataFolderError(
      busy
        ? `Another Brique is using ${dataDir}. Stop it, or choose another folder with --data-dir.`
        : `The data folder ${dataDir} cannot be written (${(error as { code?: string }).code ?? error}). Choose another with --data-dir.`,
      { cause: error },
    );
  }
}
