import { createHash } from 'node:crypto';
import type { Database } from '../../src/adapters/store/database.js';

/** Table → a hash of all its rows. Equal digests: nothing was written, not a single byte. */
export type TableDigest = Readonly<Record<string, string>>;

export async function digestTables({ reader }: Database): Promise<TableDigest> {
  const tables = await reader('sqlite_master').where('type', 'table').orderBy('name').pluck('name');
  const digests: Record<string, string> = {};
  for (const table of tables as string[]) {
    // As text and in no particular order: some tables of the search index have no rowid.
    const rows = (await reader(table).select('*')).map((row) => JSON.stringify(row)).sort();
    digests[table] = createHash('sha256').update(rows.join('\n')).digest('hex');
  }
  return digests;
}
