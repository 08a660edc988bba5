import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { execute } from './command.mjs';
import { Failure, ROOT, toolPath } from './project.mjs';

const INSTALLED = [
  ...[
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
  ],
  ...['/usr/bin/microsoft-edge', '/snap/bin/chromium'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Finds a Chromium for the end-to-end tests, or brings one: from Debian when we may, else Playwright's own.
 *
 * @returns {Promise<string>} path of the browser
 * @throws {Failure} saying what to install
 */
export async function ensureBrowser() {
  const chosen = process.env.BRIQUE_CHROMIUM;
  if (chosen !== undefined && chosen !== '') {
    if (existsSync(chosen)) return chosen;
    throw new Failure(
      `BRIQUE_CHROMIUM names ${chosen}, which does not exist; name a Chromium or Chrome, or unset it.`,
    );
  }
  const found = find() ?? (await fromDebian()) ?? (await fromPlaywright());
  if (found !== undefined) return found;
  throw new Failure(
    'no browser for the end-to-end tests; install Chromium or Chrome (Debian: apt-get install chromium), or set BRIQUE_CHROMIUM to its path.',
  );
}

/** Chromium without its window: the same page, with a fifth less work around it. */
const WITHOUT_WINDOW = '/usr/bin/chromium-headless-shell';

/**
 * The browser of the end-to-end tests: the one without a window where Debian has it, else as ensureBrowser.
 *
 * @returns {Promise<string>} path of the browser
 * @throws {Failure} saying what to install
 */
export async function ensureTestBrowser() {
  if (!process.env.BRIQUE_CHROMIUM && existsSync(WITHOUT_WINDOW)) return WITHOUT_WINDOW;
  const browser = await ensureBrowser();
  if (browser !== '/usr/bin/chromium' || process.env.BRIQUE_CHROMIUM) return browser;
  if (process.getuid?.() === 0 && isDebian()) await installFromDebian('chromium-headless-shell');
  return existsSync(WITHOUT_WINDOW) ? WITHOUT_WINDOW : browser;
}

function find() {
  return [...INSTALLED, playwrightsOwn()].find((path) => path !== undefined && existsSync(path));
}

/** @returns {string | undefined} where Playwright keeps its browser, there or not */
function playwrightsOwn() {
  try {
    return createRequire(join(ROOT, 'e2e/package.json'))('@playwright/test').chromium.executablePath();
  } catch {
    return undefined;
  }
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !isDebian()) return undefined;
  console.log('Installing Chromium from Debian for the end-to-end tests…');
  await execute(['apt-get', 'update', '-qq'], { quiet: true });
  await installFromDebian('chromium');
  return find();
}

/** Installs a package, or does not: whoever asks looks what is there. */
async function installFromDebian(name) {
  const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', name];
  await execute(install, { quiet: true, minutes: 15, env: { DEBIAN_FRONTEND: 'noninteractive' } });
}

/** Ubuntu's package of that name only points to its snap store. */
function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

async function fromPlaywright() {
  console.log('Downloading a browser for the end-to-end tests…');
  const playwright = toolPath('@playwright/test', { bin: 'playwright', from: 'e2e' });
  await execute([process.execPath, playwright, 'install', 'chromium'], { quiet: true, minutes: 15 });
  return find();
}
