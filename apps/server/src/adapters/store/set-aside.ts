import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SetAside } from '../../usecases/backups/backups.js';

/** Holds the databases that restores replaced, each in a folder of its own, named for when. */
export const SET_ASIDE = 'set-aside';

/** As putInPlace() names them. */
const NAME = /^(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z(-\d+)?$/;
/** Of one that is being removed: killed meanwhile, half a database must not look like one to go back to. */
const GOING = '.removing';

/** @returns what restores set aside in a data folder, in any order; nothing when there is no such folder */
export async function listSetAside(dataDir: string): Promise<SetAside[]> {
  const names = await readdir(join(dataDir, SET_ASIDE)).catch(none);
  const found = names.map(async (name) => {
    const [, day, hours, minutes, seconds] = NAME.exec(name) ?? [];
    const at = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
    if (Number.isNaN(at)) return [];
    return [{ name, at, bytes: await bytesIn(join(dataDir, SET_ASIDE, name)) }];
  });
  return (await Promise.all(found)).flat();
}

/** Deletes one for good. @param name as listSetAside() tells it @returns whether it was still there */
export async function removeSetAside(dataDir: string, name: string): Promise<boolean> {
  const parent = join(dataDir, SET_ASIDE);
  try {
    await rename(join(parent, name), join(parent, name + GOING));
  } catch (error) {
    none(error as NodeJS.ErrnoException);
    return false;
  }
  await finishRemovals(dataDir);
  return true;
}

/** Deletes what is being removed, also where a killed process had begun to. */
export async function finishRemovals(dataDir: string): Promise<void> {
  const parent = join(dataDir, SET_ASIDE);
  for (const name of await readdir(parent).catch(none)) {
    if (name.endsWith(GOING)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(none);
  // It may be going just then.
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function none(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
  throw error;
}
