import type { Knex } from 'knex';

/** Pages of one step: 2 MB, some milliseconds of one of libuv's four threads. */
const STEP_PAGES = 500;

/** The driver's own backup object (sqlite3's src/backup.h), which its types leave out. */
interface OnlineBackup {
  step(pages: number, done: (error: Error | null, completed?: boolean) => void): void;
  finish(done: () => void): void;
  readonly failed: boolean;
}
interface RawConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
  backup(file: string, done: (error: Error | null) => void): OnlineBackup;
}

/**
 * Copies a database while it is in use, by SQLite's online backup (https://sqlite.org/backup.html).
 *
 * One read transaction spans all steps: without it each commit of the writer would begin the copy anew. In WAL mode neither the
 * writer nor a reader waits for it; only the log grows until it is over.
 * @param source connections that nobody else uses: what the driver does with one waits for a step
 * @param target an empty file
 * @param signal breaks it off between two steps
 */
export async function copyDatabase(source: Knex, target: string, signal: AbortSignal): Promise<void> {
  const connection = (await source.client.acquireConnection()) as RawConnection;
  try {
    await exec(connection, 'BEGIN');
    // The transaction begins with its first read.
    await exec(connection, 'SELECT count(*) FROM sqlite_schema');
    const backup = await open(connection, target);
    try {
      for (;;) {
        signal.throwIfAborted();
        if (await step(backup)) return;
      }
    } finally {
      await new Promise<void>((resolve) => backup.finish(resolve)).catch(() => undefined);
    }
  } finally {
    await exec(connection, 'ROLLBACK').catch(() => undefined);
    await source.client.releaseConnection(connection);
  }
}

function exec(connection: RawConnection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.exec(sql, (error) => (error === null ? resolve() : reject(error)));
  });
}

function open(connection: RawConnection, target: string): Promise<OnlineBackup> {
  return new Promise((resolve, reject) => {
    const backup = connection.backup(target, (error) => (error === null ? resolve(backup) : reject(error)));
  });
}

/** @returns whether all is copied */
function step(backup: OnlineBackup): Promise<boolean> {
  return new Promise((resolve, reject) => {
    backup.step(STEP_PAGES, (error, completed) => {
      if (error !== null) reject(error);
      // The driver says nothing of a backup that SQLite would not begin.
      else if (backup.failed && completed !== true) reject(new Error('SQLite did not begin the backup'));
      else resolve(completed === true);
    });
  });
}
