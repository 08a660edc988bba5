import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT } from './project.mjs';

const NOT_SOURCES = new Set(['node_modules', 'dist', 'test-results', 'playwright-report', '.git']);

/**
 * A digest of files as they stand: of their content, for checking out a branch and back changes the times.
 *
 * @param {string[]} paths files and folders, relative to the checkout; what is not there counts as such
 * @returns {string} hexadecimal
 */
export function digest(paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const path of paths.flatMap(filesBelow).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(ROOT, path)));
  }
  return hash.digest('hex');
}

/** Whether the task of that name was last done for this digest. */
export function isDone(task, digestNow) {
  try {
    return readFileSync(join(CACHE, task), 'utf8') === digestNow;
  } catch {
    return false;
  }
}

export function markDone(task, digestNow) {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, task), digestNow);
}

export function markUndone(task) {
  rmSync(join(CACHE, task), { force: true });
}

/** @returns {string[]} */
function filesBelow(path) {
  const stats = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .filter((name) => !NOT_SOURCES.has(name) && !name.endsWith('.tsbuildinfo'))
    .flatMap((name) => filesBelow(`${path}/${name}`));
}
