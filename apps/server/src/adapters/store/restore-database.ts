import { existsSync } from 'node:fs';
import { chmod, copyFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { SETTINGS_OF_THE_ITEMS } from '../../usecases/settings/settings-of-the-items.js';
import { syncToDisk } from '../sync-to-disk.js';
import { DataFolderError } from './data-folder.js';
import { checkOurs, knexConfig } from './database.js';
import { DATABASE_FILE } from './database-file.js';
import { inspectDatabase, openForReading } from './inspect-database.js';
import { putInPlace, RESTORED_FILE, RESTORING_FILE, removeCopy } from './put-in-place.js';

const OF_THE_ITEMS: readonly string[] = SETTINGS_OF_THE_ITEMS;

/** What a restore did. */
export interface Restored {
  readonly items: number;
  /** Ids of those that cannot be read, in the backup neither. */
  readonly unreadable: readonly string[];
  /** Where the database lies that was there before; null when there was none. */
  readonly aside: string | null;
  /** Whether that one could be read: then settings and trust stayed as they were. */
  readonly keptSettings: boolean;
  /** Names of instances that the backup trusts and that are not trusted now. */
  readonly notTrusted: readonly string[];
  /** The identity it was kept under. */
  readonly instanceId: string | null;
}

/**
 * Puts a backup in the place of the database. Nothing is deleted, and until the backup was found to be whole nothing is touched.
 *
 * Items, their history and the trash are the backup's. Name, settings, password and whom this instance trusts stay as they are now, if
 * the present database can be read: what was taken back since must not come back. All cursors are forgotten, ours and those of
 * others, so that the next session with each peer compares everything.
 * @param dataDir held by this process
 * @param file a backup, or a database that was set aside (with its log beside it)
 * @param time names what is set aside, as in 2026-11-28T093000Z
 * @throws DataFolderError when the file is no whole database of this version or an older one
 */
export async function restoreDatabase(dataDir: string, file: string, time: string): Promise<Restored> {
  const copy = join(dataDir, RESTORING_FILE);
  await removeCopy(dataDir);
  try {
    for (const end of ['', '-wal']) {
      if (end !== '' && !existsSync(file + end)) continue;
      await copyFile(file + end, copy + end);
      await chmod(copy + end, 0o600);
    }
    const database = knex(knexConfig(copy));
    let told: Omit<Restored, 'aside' | 'unreadable'>;
    let unreadable: readonly string[];
    try {
      unreadable = await checkWhole(database, file);
      await database.migrate.latest();
      told = await adapt(database, join(dataDir, DATABASE_FILE));
    } finally {
      await database.destroy();
    }
    await syncToDisk(copy);
    await rename(copy, join(dataDir, RESTORED_FILE));
    await syncToDisk(dataDir);
    return { ...told, unreadable, aside: await putInPlace(dataDir, time) };
  } finally {
    await removeCopy(dataDir);
  }
}

/** @returns ids of items that cannot be read @throws DataFolderError when it is damaged beyond them */
async function checkWhole(database: Knex, file: string): Promise<readonly string[]> {
  let damage: string | null;
  let unreadable: readonly string[] = [];
  try {
    await checkOurs(database, file);
    ({ damage, unreadable } = await inspectDatabase(database, new AbortController().signal));
  } catch (error) {
    if (error instanceof DataFolderError) throw error;
    damage = (error as Error).message;
  }
  if (damage !== null) throw new DataFolderError(`${file} is damaged, and was not restored: ${damage}.`);
  return unreadable;
}

/** Brings what is kept beside the items to what holds now. */
async function adapt(restored: Knex, presentFile: string): Promise<Omit<Restored, 'aside' | 'unreadable'>> {
  const present = await readPresent(presentFile);
  const trustedThen: Row[] = await restored('peers').where({ trust: 'trusted' });
  return restored.transaction(async (trx) => {
    await trx('feed_cursors').delete();
    await trx('held_cursors').delete();
    if (present !== null) {
      const ids = present.peers.map(({ id }) => String(id));
      await trx('peers').whereNotIn('id', ids).where({ trust: 'trusted' }).update({ trust: 'revoked' });
      const columns = Object.keys(await trx('peers').columnInfo());
      const rows = present.peers.map((peer) =>
        Object.fromEntries(
          Object.entries(peer).filter(([column]) => columns.includes(column) && column !== 'is_trusted'),
        ),
      );
      if (rows.length > 0) await trx('peers').insert(rows).onConflict('id').merge();
      await trx('settings').whereNotIn('key', OF_THE_ITEMS).delete();
      const settings = present.settings.filter(({ key }) => !OF_THE_ITEMS.includes(String(key)));
      if (settings.length > 0) await trx('settings').insert(settings);
    }
    await trx('peers').update({ in_sync: null, verified_at: null, verified_fingerprint: null });
    const trusted: Row[] = await trx('peers').where({ trust: 'trusted' });
    const { item_count: items } = await trx('replica_state').first();
    const id = await trx('settings').where({ key: 'instanceId' }).first();
    return {
      items,
      keptSettings: present !== null,
      notTrusted: trustedThen
        .filter((then) => !trusted.some((now) => now.id === then.id))
        .map(({ name }) => String(name)),
      instanceId: id === undefined ? null : JSON.parse(id.value),
    };
  });
}

type Row = Record<string, string | number | null>;

/** @returns null when there is no database, or none that can be read */
async function readPresent(file: string): Promise<{ peers: Row[]; settings: Row[] } | null> {
  if (!existsSync(file)) return null;
  const database = openForReading(file);
  try {
    return { peers: await database('peers'), settings: await database('settings') };
  } catch {
    return null;
  } finally {
    await database.destroy();
  }
}
