import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Rows {
  all(sql: string, done: (error: Error | null, rows: Record<string, unknown>[]) => void): void;
  close(): void;
}
/** The server's own driver; this package has none. */
const { Database, OPEN_READONLY } = createRequire(new URL('../../apps/server/package.json', import.meta.url))(
  'sqlite3',
) as { Database: new (file: string, mode: number) => Rows; OPEN_READONLY: number };

/** What an instance notes by itself whenever a peer comes or goes. */
const OWN_NOTES = new Set(['last_seen']);

/** Table → a hash of all its rows, read beside the running instance. Equal digests: nobody had anything written. */
export async function digestDatabase(dataDir: string): Promise<Record<string, string>> {
  const database = new Database(join(dataDir, 'brique.db'), OPEN_READONLY);
  const all = (sql: string) =>
    new Promise<Record<string, unknown>[]>((resolve, reject) => {
      database.all(sql, (error, rows) => (error === null ? resolve(rows) : reject(error)));
    });
  try {
    const digests: Record<string, string> = {};
    for (const { name } of await all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
      const rows = (await all(`SELECT * FROM "${name}"`))
        .map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !OWN_NOTES.has(column))))
        .sort();
      digests[String(name)] = createHash('sha256').update(rows.join('\n')).digest('hex');
    }
    return digests;
  } finally {
    database.close();
  }
}
