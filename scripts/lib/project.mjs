import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where scripts remember what they have done; gone when node_modules is. */
export const CACHE = join(ROOT, 'node_modules', '.cache', 'brique');

/** A failure whose message is all there is to say: printed as one line, without a stack. */
export class Failure extends Error {}

/**
 * Runs a script's main function; a `Failure` ends the process with its one line.
 *
 * @param {() => Promise<void>} main
 */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`brique: ${error.message}`);
    process.exitCode = 1;
  }
}

/**
 * The JavaScript file of an installed tool, to run with the Node that runs us (no shell, no PATH).
 *
 * @param {string} tool the package's name
 * @param {{bin?: string, from?: string}} [options] the command, if it has another name; the folder of the workspace
 * that depends on it
 * @returns {string} absolute path
 * @throws {Failure} when it is not installed
 */
export function toolPath(tool, { bin = tool, from = '.' } = {}) {
  const folder = join(ROOT, from, 'node_modules', tool);
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest))
    throw new Failure(`${tool} is not installed; delete node_modules and try again.`);
  const commands = JSON.parse(readFileSync(manifest, 'utf8')).bin;
  return join(folder, typeof commands === 'string' ? commands : commands[bin]);
}
