import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Repairs of the Danish repair cafés (Open Repair Data Standard), kept beside the repository and not in it. */
const DANISH = fileURLToPath(new URL('../../../shared/data/ords/repaircafedenmark.csv', import.meta.url));

/** Why tests on real records cannot run here; null when they can. */
export const NO_RECORDS = existsSync(DANISH)
  ? null
  : 'the real records are not beside this checkout (../shared/data/ords)';

/**
 * Writes a CSV file with the first of the real records.
 * @param count how many, without the line of column names
 * @param path of the file to write
 */
export async function writeRecords(count: number, path: string): Promise<void> {
  const text = await readFile(DANISH, 'utf8');
  await writeFile(path, text.slice(0, endOfRecord(text, count + 1)));
}

/** @returns where the nth record ends; a line break inside quotes ends none */
function endOfRecord(text: string, nth: number): number {
  let isQuoted = false;
  let found = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === '\n' && !isQuoted && ++found === nth) return at + 1;
  }
  throw new Error(`The file has ${found} records, ${nth} are wanted.`);
}
