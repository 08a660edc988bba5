import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import knex, { type Knex } from 'knex';
import { listBackups } from './adapters/store/backup-folder.js';
import { checkThere, damageWords } from './adapters/store/damage.js';
import { DamagedDatabaseError, holdFolder } from './adapters/store/data-folder.js';
import { checkOurs, isOlder, knexConfig, migrate } from './adapters/store/database.js';
import { BACKUPS_FOLDER, DATABASE_FILE } from './adapters/store/database-file.js';
import { RESTORED_FILE } from './adapters/store/put-in-place.js';
import { textsInBackups } from './adapters/store/texts-in-backups.js';
import { type Findings, verifyDatabase } from './adapters/store/verify-database.js';
import { indexProblems } from './adapters/store/verify-indexes.js';
import { dataDirOption, UsageError } from './config.js';
import { newestFirst } from './usecases/backups/kept-backups.js';
import { storageFault } from './usecases/storage-fault.js';

/** Ids named of a kind; of more, only how many. */
const NAMED = 20;

interface VerifyOptions {
  readonly dataDir: string;
  /** false: `--dry-run`. */
  readonly repair: boolean;
}

/** Where the command writes. */
interface Output {
  line(text: string): void;
  progress(done: number, total: number): void;
}

/** @param args what follows `verify` @throws UsageError */
export function readVerifyOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): VerifyOptions {
  try {
    const flag = { type: 'boolean' } as const;
    const { values } = parseArgs({
      args: [...args],
      options: { 'data-dir': { type: 'string' }, repair: flag, 'dry-run': flag },
    });
    if (values.repair === true && values['dry-run'] === true) {
      throw new UsageError('Give --repair or --dry-run, not both.');
    }
    return { dataDir: dataDirOption(values['data-dir'], env, cwd), repair: values['dry-run'] !== true };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message.replaceAll('\n', ' '));
  }
}

/**
 * `brique verify`: derives anew all that follows from the items, and says what differed.
 * @returns the exit code: 0 when all is well now
 * @throws DataFolderError when an instance uses the folder, or the file is damaged beyond this
 */
export async function runVerify({ dataDir, repair }: VerifyOptions, output: Output): Promise<number> {
  const filename = join(dataDir, DATABASE_FILE);
  // A restore that was killed may have set the database aside; holding the folder brings it to its end.
  if (![DATABASE_FILE, RESTORED_FILE].some((file) => existsSync(join(dataDir, file)))) {
    throw new UsageError(`There is no inventory in ${dataDir}. Name its folder with --data-dir.`);
  }
  const held = await holdFolder(dataDir);
  const database = knex(knexConfig(filename));
  try {
    checkThere(dataDir);
    await checkOurs(database, filename);
    const obstacle = (await isOlder(database)) ? await bringUp(database, repair, output) : null;
    if (obstacle !== null) {
      output.line(obstacle);
      return 1;
    }
    const backups = newestFirst(await listBackups(dataDir), Date.now());
    const files = backups.map(({ name }) => join(dataDir, BACKUPS_FOLDER, name));
    const findings = await verifyDatabase(database, repair, output.progress, (items) =>
      textsInBackups(files, items),
    );
    for (const text of inWords(findings, repair)) output.line(text);
    return isWell(findings, repair) ? 0 : 1;
  } catch (error) {
    if (storageFault(error) !== 'database_damaged') throw error;
    throw new DamagedDatabaseError(dataDir, damageWords((error as { code?: string }).code), { cause: error });
  } finally {
    await database.destroy();
    await held.release();
  }
}

/**
 * Brings a database to this version, unless it is damaged itself: nothing is written to that.
 * @returns why that was not done, in words; null when it was
 */
async function bringUp(database: Knex, repair: boolean, output: Output): Promise<string | null> {
  const { file, indexes } = await indexProblems(database);
  if (file !== null) return fileWords(file);
  if (!repair) return OLDER;
  if (indexes) {
    // Migrations read by way of them.
    await database.raw('REINDEX');
    output.line(INDEXES_MADE);
  }
  await migrate(database);
  return null;
}

function differs(found: Findings): boolean {
  const { columns, putBack, heldDigests, fingerprint, feedEnd, searchIndex, indexes } = found;
  return (
    columns.size > 0 ||
    putBack.length > 0 ||
    heldDigests > 0 ||
    fingerprint ||
    feedEnd ||
    searchIndex ||
    indexes
  );
}

function isWell(found: Findings, repair: boolean): boolean {
  return found.unreadable.length === 0 && found.file === null && (repair || !differs(found));
}

const INDEXES_MADE = 'Indexes did not fit their tables: made anew.';
const OLDER =
  'The file is whole. It was written by an older Brique and is to be brought to this version first: the next start does that, and “brique verify” without --dry-run. Nothing was changed, and the items were not looked through.';

function fileWords(damage: string): string {
  return `The file itself is damaged, which this cannot mend (${damage}). Nothing was changed. Go back to a backup with “brique restore”.`;
}

function inWords(found: Findings, repair: boolean): string[] {
  const done = repair ? 'made anew' : 'to be made anew';
  if (found.file !== null) {
    return [fileWords(found.file)];
  }
  const words = [`Looked through ${found.items} items.`];
  const { columns, rehashed, putBack, unreadable } = found;
  if (putBack.length > 0) {
    words.push(
      `The text of ${putBack.length} items was damaged, and a backup holds it as it was, letter by letter: ${repair ? 'put back' : 'to be put back'}, ${named(putBack)}.`,
    );
  }
  if (rehashed.length > 0) {
    words.push(
      `Digests of ${rehashed.length} items did not fit their text: ${done}. No backup that is still there holds this version of them with a text that fits: ${named(rehashed)}.`,
    );
  }
  for (const [column, count] of columns) {
    if (column === 'doc')
      words.push(`The text of ${count} items was not written as Brique writes it: ${done}.`);
    else if (!column.startsWith('digest_'))
      words.push(`“${column}” of ${count} items was not what they say: ${done}.`);
  }
  if (found.heldDigests > 0)
    words.push(`Digests of ${found.heldDigests} changes that wait for you: ${done}.`);
  if (found.fingerprint) words.push(`The fingerprint of all items was not their sum: ${done}.`);
  if (found.feedEnd) words.push(`The feed ended before its last item: ${done}.`);
  if (found.indexes) words.push(`Indexes did not fit their tables: ${done}.`);
  if (found.searchIndex) words.push(`The search index did not fit the items: ${done}.`);
  if (unreadable.length > 0) {
    words.push(`${unreadable.length} items cannot be read, and were left alone: ${named(unreadable)}.`);
  }
  if (words.length === 1) words.push('All is well.');
  else if (!repair && differs(found)) words.push('Nothing was changed. Without --dry-run it is.');
  return words;
}

function named(ids: readonly string[]): string {
  const more = ids.length - NAMED;
  return ids.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
