import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execute } from './command.mjs';
import { exclusively } from './lock.mjs';
import { Failure, ROOT } from './project.mjs';
import { digest, isDone, markDone } from './stamp.mjs';

const NODE_NEEDED = [20, 19];
const INSTALL_MINUTES = 20;

/**
 * Makes the checkout ready to run: checks Node, installs the locked dependencies when they are not those of the lock
 * file, and makes sure that the one native module loads. Quick when there is nothing to do.
 *
 * @throws {Failure} saying what is missing and what to do
 */
export async function ensureInstalled() {
  checkNode();
  if (isDone('install', wanted())) return;
  await exclusively(async () => {
    // Another terminal may have done it while we waited.
    if (isDone('install', wanted())) return;
    await install();
    await checkSqlite();
    markDone('install', wanted());
  });
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1])) return;
  throw new Failure(
    `Node ${process.versions.node} is too old; install Node ${NODE_NEEDED.join('.')} or newer (nodejs.org) and try again.`,
  );
}

/** What is installed depends on the lock file and on every package's manifest. */
function wanted() {
  const packages = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}/package.json`),
  );
  const manifests = ['package.json', 'e2e/package.json', 'bench/package.json', ...packages];
  return digest(['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]);
}

async function install() {
  console.log('Installing dependencies (a minute or two the first time)…');
  const started = Date.now();
  const ticker = setInterval(() => {
    console.log(`  still installing after ${Math.round((Date.now() - started) / 1000)} s`);
  }, 20_000);
  const { code, output, timedOut } = await pnpm(['install', '--frozen-lockfile', '--prod=false']);
  clearInterval(ticker);
  if (code === 0) return;
  console.error(output.trimEnd());
  if (timedOut)
    throw new Failure(
      `the install took more than ${INSTALL_MINUTES} minutes; check the network and try again.`,
    );
  if (code === 127)
    throw new Failure('npx was not found; install npm, which comes with Node, and try again.');
  throw new Failure(
    missingCompiler() ?? 'dependencies could not be installed (log above); check the network and try again.',
  );
}

/** pnpm at the version that package.json pins, brought by npm: nothing but Node and npm need be there. */
function pnpm(args) {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const npm = process.env.npm_execpath ?? '';
  // The npm that runs us, when one does; else the one on the PATH.
  const npx = npm.endsWith('npm-cli.js') ? [process.execPath, npm, 'exec'] : ['npm', 'exec'];
  // The version is the pinned one already; pnpm need not check it, nor look for itself in the lock file.
  return execute([...npx, '--yes', '--', packageManager, '--pm-on-fail=ignore', ...args], {
    quiet: true,
    minutes: INSTALL_MINUTES,
    // Without a terminal pnpm would rather stop than replace a node_modules of another make.
    env: { ...nativeBuild(), pnpm_config_confirm_modules_purge: 'false' },
  });
}

/** Where node-gyp finds Node's headers without downloading them, when Node came with them, as most packages of it do. */
function nativeBuild() {
  const prefix = dirname(dirname(process.execPath));
  const hasHeaders = existsSync(join(prefix, 'include', 'node', 'node.h'));
  return hasHeaders && process.env.npm_config_nodedir === undefined ? { npm_config_nodedir: prefix } : {};
}

async function checkSqlite() {
  const load = [process.execPath, '-e', "require('sqlite3')"];
  if ((await execute(load, { quiet: true })).code === 0) return;
  await pnpm(['rebuild', '--recursive', 'sqlite3']);
  const { code, output } = await execute(load, { quiet: true });
  if (code === 0) return;
  const reason = /^\w*Error: .*$/m.exec(output)?.[0] ?? 'it does not load';
  throw new Failure(
    missingCompiler() ??
      `sqlite3, the database, cannot be used: ${reason}; delete node_modules and try again.`,
  );
}

/** @returns {string | null} the message, when what builds sqlite3 is not all there */
function missingCompiler() {
  if (process.platform === 'win32') return null;
  const missing = [['make'], ['g++', 'c++', 'clang++'], ['python3', 'python']]
    .filter((names) => !names.some(isOnPath))
    .map(([name]) => name);
  if (missing.length === 0) return null;
  return (
    `sqlite3, the database, could be neither downloaded nor built: ${missing.join(', ')} missing; ` +
    'install them (Debian: apt-get install build-essential python3; macOS: xcode-select --install) and try again.'
  );
}

function isOnPath(name) {
  return (process.env.PATH ?? '')
    .split(':')
    .some((folder) => folder !== '' && existsSync(join(folder, name)));
}
