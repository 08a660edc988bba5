// npm run test:mutations: switches each defence off in turn, in a copy of the project, and tells whether its tests turn red.
// Ends with 1 when one stays unnoticed, or when a text is no longer there.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { execute } from './lib/command.mjs';
import { DEFENCES } from './lib/defences.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Failure, ROOT, run, toolPath } from './lib/project.mjs';

const NOT_COPIED = new Set(['.git', '.brique', 'test-results', 'playwright-report', 'bench', 'e2e']);

await run(async () => {
  await ensureInstalled();
  const copy = mkdtempSync(join(tmpdir(), 'brique-mutations-'));
  try {
    copyProject(copy);
    const all = [...new Set(DEFENCES.flatMap(({ tests }) => tests))];
    const failed = await failuresOf(copy, all);
    if (failed !== 0)
      throw new Failure('the tests fail already with every defence in place; mend that first.');
    let survived = 0;
    for (const it of DEFENCES) {
      const red = await switchOff(copy, it);
      if (red === 0) survived += 1;
      console.log(`${red === 0 ? 'SURVIVED' : `caught (${red} red)`}: ${it.defence}`);
    }
    console.log(`${DEFENCES.length - survived} caught, ${survived} survived`);
    if (survived > 0) process.exitCode = 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

/** Everything but what is large and not needed; the packages are those of the checkout. */
function copyProject(copy) {
  const filter = (path) => {
    const within = relative(ROOT, path);
    return (
      within === '' || !(NOT_COPIED.has(within) || within === 'node_modules' || basename(path) === '.vite')
    );
  };
  cpSync(ROOT, copy, { recursive: true, verbatimSymlinks: true, filter });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
}

/** @returns how many tests fail while this defence is switched off */
async function switchOff(copy, { defence, file, text, off, tests }) {
  const path = join(copy, 'apps/server', file);
  const source = readFileSync(path, 'utf8');
  if (source.split(text).length !== 2) throw new Failure(`${file} does not hold its text once: ${defence}.`);
  writeFileSync(
    path,
    source.replace(text, () => off),
  );
  try {
    return await failuresOf(copy, tests);
  } finally {
    writeFileSync(path, source);
  }
}

async function failuresOf(copy, tests) {
  const report = join(copy, 'mutation-report.json');
  rmSync(report, { force: true });
  const paths = tests.map((test) => join('apps/server', test));
  const options = ['--reporter=json', `--outputFile=${report}`];
  await execute([process.execPath, toolPath('vitest'), 'run', ...options, ...paths], {
    cwd: copy,
    minutes: 5,
    quiet: true,
  });
  const { numFailedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
  if (numTotalTests === 0) throw new Failure(`no test ran of ${tests.join(', ')}.`);
  return numFailedTests;
}
