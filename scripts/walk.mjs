// npm run walk: the newcomer's walk. Clones this repository twice, starts an instance in each as the README says, with a home folder in which
// nothing was ever installed, and has a browser go through the README's tour at a person's pace. It makes the pictures of the README.
//   npm run walk -- --file records.csv     a list other than the Danish records beside the repository
//   npm run walk -- --here URL --there URL two instances that are there already, new and on one network
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './lib/browser.mjs';
import { execute } from './lib/command.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Failure, ROOT, run, toolPath } from './lib/project.mjs';

const SIDES = [
  { name: 'Atelier', port: 8080 },
  { name: 'Garage', port: 8081 },
];
const READY = /Brique is ready: (\S+)/;
/** Milliseconds for each letter typed, as at the page. */
const KEY = 200;

await run(async () => {
  const { file, here, there } = choose(process.argv.slice(2));
  await ensureInstalled();
  const chromium = await ensureBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'brique-walk-'));
  const started = [];
  try {
    const urls = here && there ? [here, there] : await startBoth(folder, started);
    const playwright = toolPath('@playwright/test', { bin: 'playwright', from: 'e2e' });
    const env = {
      BRIQUE_WALK_HERE: urls[0],
      BRIQUE_WALK_THERE: urls[1],
      BRIQUE_WALK_FILE: file,
      BRIQUE_CHROMIUM: chromium,
    };
    const command = [process.execPath, playwright, 'test'];
    const { code } = await execute(command, { cwd: join(ROOT, 'e2e'), minutes: 20, env });
    process.exitCode = code;
  } finally {
    await Promise.all(started.map(stop));
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Both by the README's commands, one after the other. @returns the addresses of their pages */
async function startBoth(folder, started) {
  const home = join(folder, 'home');
  mkdirSync(home);
  const urls = [];
  let typed = 0;
  for (const { name, port } of SIDES) {
    const clone = join(folder, name.toLowerCase());
    const options = `npm start -- --port ${port} --name ${name}`;
    typed += `git clone https://example.org/brique ${name.toLowerCase()} cd ${name.toLowerCase()} ${options}`
      .length;
    const from = performance.now();
    const { code } = await execute(['git', 'clone', '--quiet', ROOT, clone]);
    if (code !== 0) throw new Failure('the repository could not be cloned.');
    const child = spawn('npm', options.split(' ').slice(1), {
      cwd: clone,
      env: { ...process.env, HOME: home, npm_config_cache: join(home, '.npm') },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    started.push(child);
    urls.push(await readyUrl(child));
    console.log(`walk: ${name} was ready ${seconds(performance.now() - from)} s after its command`);
  }
  console.log(`walk: ${seconds(typed * KEY)} s of typing commands`);
  return urls;
}

function readyUrl(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const url = READY.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', () => reject(new Failure(`an instance did not start:\n${output}`)));
  });
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await exit;
}

function seconds(ms) {
  return Math.round(ms / 1000);
}

function choose(args) {
  const string = (fallback) => ({ type: 'string', default: fallback });
  const records = join(ROOT, '../shared/data/ords/repaircafedenmark.csv');
  const options = { file: string(records), here: string(''), there: string('') };
  return parseArgs({ args, options }).values;
}
