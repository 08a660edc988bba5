import sqlite3 from 'sqlite3';
import { onTestFinished } from 'vitest';
import { random } from './strides.js';

/** What SQLite says, by its number. */
const NUMBERS = {
  ...{ SQLITE_BUSY: 5, SQLITE_IOERR: 10, SQLITE_CORRUPT: 11, SQLITE_FULL: 13 },
  SQLITE_CONSTRAINT: 19,
} as const;
type SqliteError = keyof typeof NUMBERS;
/** What the disk brings about. */
export const DISK_ERRORS = ['SQLITE_BUSY', 'SQLITE_IOERR', 'SQLITE_CORRUPT', 'SQLITE_FULL'] as const;
/** And what a mistake of ours does. */
export const SQLITE_ERRORS = [...DISK_ERRORS, 'SQLITE_CONSTRAINT'] as const;

/** Decides about the n-th statement, from 1 on. @returns null: it goes well */
type Verdict = (n: number) => SqliteError | null;

type Done = (error: Error | null) => void;
type Method = (this: { filename: string }, sql: string, ...rest: unknown[]) => unknown;

/**
 * Makes statements on a database fail, in this process, until the test ends or `heal` is called: what SQLite answers when the disk or
 * a lock fails it. What is to end a transaction ends it all the same, for then SQLite rolls back by itself; other failures sometimes do.
 * @param filename as it was opened
 */
export function failingSqlite(filename: string, verdict: Verdict): { readonly calls: number; heal(): void } {
  const prototype = sqlite3.Database.prototype as unknown as Record<'all' | 'run' | 'exec', Method>;
  const { all, run, exec } = prototype;
  let calls = 0;
  const failing = (was: Method): Method =>
    function (sql, ...rest) {
      if (this.filename !== filename) return was.call(this, sql, ...rest);
      calls += 1;
      const code = verdict(calls);
      if (code === null) return was.call(this, sql, ...rest);
      const error = new Error(`${code}: it was made to fail`);
      const done = rest.at(-1) as Done;
      const fail = () => done.call({}, Object.assign(error, { code, errno: NUMBERS[code] }));
      const isEnd = /^(COMMIT|ROLLBACK)\b/i.test(sql);
      const mayRollBack = code !== 'SQLITE_BUSY' && code !== 'SQLITE_CONSTRAINT';
      const rollsBack = isEnd || (mayRollBack && random.chance(0.5));
      // Where there is nothing to roll back that fails as well, and nobody minds.
      if (rollsBack) exec.call(this, 'ROLLBACK', fail);
      else process.nextTick(fail);
      return this;
    };
  Object.assign(prototype, { all: failing(all), run: failing(run), exec: failing(exec) });
  const heal = () => {
    Object.assign(prototype, { all, run, exec });
  };
  onTestFinished(heal);
  return {
    get calls() {
      return calls;
    },
    heal,
  };
}
