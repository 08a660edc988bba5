import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * As `mkdir -p`, for its owner only. Node's own tries for ever where the system denies that a folder is there, as below /proc.
 * Others may make the same folders at the same time: two instances started side by side do.
 * @param folder absolute path
 * @throws the system's error, as an Error with `code`
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeOne(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const parent = dirname(folder);
    if (!existsSync(parent)) await makeFolder(parent);
    // The parent is there now, made here or by somebody else just then: if this fails too, it was not what stood in the way.
    await makeOne(folder);
  }
}

async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
