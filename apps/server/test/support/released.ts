import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { DATABASE_FILE } from '../../src/adapters/store/database-file.js';
import { testFolder } from './temp-folder.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

/**
 * A data folder as a released version left it, for one test.
 * @param release a folder of test/fixtures
 * @returns the folder
 */
export async function releasedFolder(release: string, instance: 'atelier' | 'garage'): Promise<string> {
  const folder = join(await testFolder(), 'data');
  const fixture = join(FIXTURES, release, instance);
  await mkdir(folder);
  await writeFile(join(folder, DATABASE_FILE), gunzipSync(await readFile(`${fixture}.db.gz`)));
  for (const file of ['device-key.pem', 'device-cert.pem'])
    await cp(`${fixture}-${file}`, join(folder, file));
  return folder;
}
