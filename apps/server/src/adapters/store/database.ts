import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { storageFault } from '../../usecases/storage-fault.js';
import { checkPages, checkThere, damageWords, sizeOf, wasUsed } from './damage.js';
import { DamagedDatabaseError, DataFolderError, holdFolder } from './data-folder.js';
import { APPLICATION_ID, DATABASE_FILE, quiet } from './database-file.js';
import { migrationNames, migrationSource } from './migrations/index.js';

/** A database up to this size is looked through at each start, which takes about 5 ms a megabyte; a larger one after a start that was cut short. */
const CHECKED_BYTES = 512 * 1024 * 1024;

/**
 * The database of one data folder. Writes go through one connection, one transaction after the other; reads through
 * another, which WAL lets go on while a write is under way, so that the screen stays quick during a session.
 */
export interface Database {
  readonly writer: Knex;
  readonly reader: Knex;
  close(): Promise<void>;
}

/** Connection settings shared by the server and knexfile.ts. */
export function knexConfig(filename: string): Knex.Config {
  return {
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: { min: 1, max: 1, afterCreate: setPragmas },
    migrations: { migrationSource },
    log: quiet,
  };
}

/**
 * Opens the data folder: creates it when missing, holds it against other processes, migrates the database.
 * @param dataDir absolute path
 * @throws DataFolderError when it cannot be written, holds something else, is in use, or is from a newer Brique
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  const held = await holdFolder(dataDir);
  const filename = join(dataDir, DATABASE_FILE);
  const wasCutShort = sizeOf(`${filename}-wal`) > 0;
  const writer = knex(knexConfig(filename));
  const reader = knex({ ...knexConfig(filename), pool: { min: 1, max: 2, afterCreate: setReadPragmas } });
  const close = async () => {
    await reader.destroy();
    await writer.destroy();
    await held.release();
  };
  try {
    checkThere(dataDir);
    await checkOurs(writer, filename);
    if (wasCutShort || sizeOf(filename) <= CHECKED_BYTES) await checkPages(writer, dataDir);
    await migrate(writer);
    await writer.raw(`PRAGMA application_id = ${APPLICATION_ID}`);
  } catch (error) {
    await close();
    throw unusable(error, dataDir);
  }
  return { writer, reader, close };
}

/** Brings a database to this version. @param db of a folder that this process holds */
export async function migrate(db: Knex): Promise<void> {
  // Nobody else migrates this folder, for we hold it: a lock that is there was left by a start that was killed.
  if (await db.schema.hasTable('knex_migrations_lock')) await db.migrate.forceFreeMigrationsLock();
  await db.migrate.latest();
}

/** @returns whether a database was written by an older Brique; nothing is changed */
export async function isOlder(db: Knex): Promise<boolean> {
  if (!(await db.schema.hasTable('knex_migrations'))) return true;
  const done: { name: string }[] = await db('knex_migrations').select('name');
  return done.length < migrationNames.length;
}

/** What SQLite says of a file that it cannot read or write, in words for the owner; other errors as they are. */
function unusable(error: unknown, dataDir: string): unknown {
  const { code } = error as { code?: string };
  if (storageFault(error) === 'database_damaged') {
    if (wasUsed(dataDir)) return new DamagedDatabaseError(dataDir, damageWords(code), { cause: error });
    return new DataFolderError(
      `${join(dataDir, DATABASE_FILE)} is not a Brique database. Choose another folder with --data-dir.`,
      { cause: error },
    );
  }
  if (!/^SQLITE_(CANTOPEN|READONLY|IOERR|PERM|FULL)/.test(code ?? '')) return error;
  return new DataFolderError(
    `The database in ${dataDir} cannot be used (${code}). Mend it, or choose another folder with --data-dir.`,
    { cause: error },
  );
}

/**
 * @param where of the data, in words
 * @throws DataFolderError when it is another program's database, or a newer one
 */
export async function checkOurs(db: Knex, where: string): Promise<void> {
  const [{ application_id: id }] = await db.raw('PRAGMA application_id');
  const [{ tables }] = await db.raw('SELECT count(*) AS tables FROM sqlite_schema');
  if (tables > 0 && id !== APPLICATION_ID && !(await db.schema.hasTable('knex_migrations'))) {
    throw new DataFolderError(`${where} is not a Brique database. Choose another.`);
  }
  if (!(await db.schema.hasTable('knex_migrations'))) return;
  const done: { name: string }[] = await db('knex_migrations').select('name');
  const unknown = done.find(({ name }) => !migrationNames.includes(name));
  if (unknown !== undefined) {
    throw new DataFolderError(
      `${where} was written by a newer Brique (${unknown.name}). Update this one to open it; nothing was changed.`,
    );
  }
}

/** What the driver hands to afterCreate; it is callback-style. */
interface RawConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}
type Done = (error: Error | null, connection: RawConnection) => void;

function setPragmas(connection: RawConnection, done: Done): void {
  // FULL: a commit is on disk before it is acknowledged. The WAL is folded back every 8,000 pages (32 MB): with the
  // default of 1,000 a bulk write spends a third of its time copying the same index pages.
  const sql = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    PRAGMA busy_timeout = 5000; PRAGMA cache_size = -10000; PRAGMA wal_autocheckpoint = 8000;`;
  connection.exec(sql, (error) => done(error, connection));
}

function setReadPragmas(connection: RawConnection, done: Done): void {
  const sql = 'PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8000;';
  connection.exec(sql, (error) => done(error, connection));
}
