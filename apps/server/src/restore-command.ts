import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { listBackups } from './adapters/store/backup-folder.js';
import { DataFolderError, holdFolder } from './adapters/store/data-folder.js';
import { BACKUPS_FOLDER, DATABASE_FILE } from './adapters/store/database-file.js';
import { type Restored, restoreDatabase } from './adapters/store/restore-database.js';
import { listSetAside, SET_ASIDE } from './adapters/store/set-aside.js';
import { instanceIdInFolder } from './adapters/tls/identity.js';
import { dataDirOption, UsageError } from './config.js';
import { backupTime, newestFirst } from './usecases/backups/kept-backups.js';

interface RestoreOptions {
  readonly dataDir: string;
  /** Absolute path; null: the newest backup that is whole. */
  readonly file: string | null;
  readonly isList: boolean;
}

/** @param line tells one line @param now ms since 1970 @throws UsageError, DataFolderError in words for the owner */
export async function runRestore(
  options: RestoreOptions,
  line: (text: string) => void,
  now: number,
): Promise<void> {
  const { dataDir, file, isList } = options;
  if (isList) return listThem(dataDir, line, now);
  if (file !== null && !existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  if (!existsSync(dataDir) && file === null) throw noBackup(dataDir);
  const held = await holdFolder(dataDir);
  try {
    const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '').concat('Z');
    if (file !== null) return await tell(file, await restoreDatabase(dataDir, file, time), dataDir, line);
    const backups = newestFirst(await listBackups(dataDir), now);
    for (const { name } of backups) {
      const path = join(dataDir, BACKUPS_FOLDER, name);
      try {
        return await tell(path, await restoreDatabase(dataDir, path, time), dataDir, line);
      } catch (error) {
        if (!(error instanceof DataFolderError)) throw error;
        line(error.message);
      }
    }
    throw noBackup(dataDir);
  } finally {
    await held.release();
  }
}

/**
 * What to say to whom the database turned out to be damaged.
 * @param program path of main.js
 * @returns '' when the backups cannot be listed: what is said before it counts more than why
 */
export async function offerRestore(dataDir: string, program: string, now: number): Promise<string> {
  const backups = await listBackups(dataDir).catch(() => null);
  if (backups === null) return '';
  const [last] = newestFirst(backups, now);
  if (last === undefined) return 'There is no automatic backup of it.';
  return `The last good automatic backup is of ${inWords(last.at)}; to go back to it, type: node ${quoted(program)} restore --data-dir ${quoted(dataDir)}`;
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\w./:\\-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** @param args what follows `restore` @throws UsageError */
export function readRestoreOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): RestoreOptions {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new UsageError((error as Error).message.replaceAll('\n', ' '));
  }
  const { values, positionals } = parsed;
  const [which = 'latest', more] = positionals;
  if (more !== undefined) throw new UsageError(`Give one file to restore, not "${more}" as well.`);
  const dataDir = dataDirOption(values['data-dir'], env, cwd);
  const inFolder = join(dataDir, BACKUPS_FOLDER, which);
  // A name as `--list` tells it, or a path.
  const file = backupTime(which) !== null && existsSync(inFolder) ? inFolder : resolve(cwd, which);
  return { dataDir, file: which === 'latest' ? null : file, isList: values.list === true };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: { 'data-dir': { type: 'string' }, list: { type: 'boolean' } },
    allowPositionals: true,
  });
}

function noBackup(dataDir: string): UsageError {
  return new UsageError(
    `There is no backup that can be restored in ${join(dataDir, BACKUPS_FOLDER)}. Give a file: brique restore FILE.`,
  );
}

async function listThem(dataDir: string, line: (text: string) => void, now: number): Promise<void> {
  const backups = newestFirst(await listBackups(dataDir), now);
  if (backups.length === 0) line(`There are no backups in ${join(dataDir, BACKUPS_FOLDER)} yet.`);
  for (const { name, at, bytes } of backups) {
    line(`${name}  ${inWords(at).padEnd(20)}  ${megabytes(bytes)}`);
  }
  const aside = newestFirst(await listSetAside(dataDir), now);
  if (aside.length === 0) return;
  line('Set aside by restoring; each is kept until you delete it, in the settings under “Your data”:');
  for (const { name, at, bytes } of aside) {
    line(`${join(dataDir, SET_ASIDE, name, DATABASE_FILE)}  ${inWords(at).padEnd(20)}  ${megabytes(bytes)}`);
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A moment in this computer's time. */
function inWords(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

async function tell(
  file: string,
  { items, unreadable, aside, keptSettings, notTrusted, instanceId }: Restored,
  dataDir: string,
  line: (text: string) => void,
): Promise<void> {
  const at = backupTime(file.split(/[\\/]/).at(-1) ?? '') ?? (await stat(file)).mtimeMs;
  line(`Restored: ${items} items, as they were on ${inWords(at)} (${file}).`);
  if (unreadable.length > 0) {
    line(
      `${unreadable.length} of them cannot be read in it either; “brique verify” names them. An older backup may hold them.`,
    );
  }
  if (aside !== null) {
    line(`The database that was there is kept: ${aside}. To go back to it, restore that file.`);
    const kept = await listSetAside(dataDir);
    const bytes = kept.reduce((sum, each) => sum + each.bytes, 0);
    line(
      kept.length === 1
        ? `It takes ${megabytes(bytes)} until you delete it, in the settings under “Your data”.`
        : `With those before it ${kept.length} are kept, ${megabytes(bytes)}, until you delete them, in the settings under “Your data”.`,
    );
  }
  line(
    keptSettings
      ? 'Name, settings, password and whom this instance trusts stayed as they were.'
      : `Settings, password and trust are the backup’s: look through them, and set trust right before others connect.`,
  );
  if (notTrusted.length > 0) line(`Still not trusted: ${notTrusted.join(', ')}.`);
  const own = await instanceIdInFolder(dataDir);
  if (instanceId !== null && own !== instanceId) {
    line(
      `This folder ${own === null ? 'has no device key' : 'has another device key than the backup was kept under'}: put device-key.pem and ` +
        'device-cert.pem of that instance here, or start once with --new-identity and have the others approve this one anew.',
    );
  }
  line(
    'Next: start Brique. What was changed since then comes back from the instances that have it, deletions too; when that would overwrite ' +
      'or delete much, the Synchronisation page asks first.',
  );
}
