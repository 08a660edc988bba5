import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTestBrowser } from './browser.mjs';
import { execute } from './command.mjs';
import { ROOT, toolPath } from './project.mjs';
import { playwrightCounts, vitestCounts } from './reports.mjs';

/**
 * @typedef {import('./reports.mjs').Counts} Counts
 * @typedef {{title: string, usesBuild?: boolean, isNeeded?: () => boolean, run: (args: string[]) => Promise<Counts>}} Check
 */

/** What `npm test` runs, in this order. `run` takes further arguments for the runner. @type {Record<string, Check>} */
export const CHECKS = {
  types: { title: 'Types', run: (args) => tool('typescript', { bin: 'tsc' }, ['-b', ...args]) },
  lint: {
    title: 'Format and lint',
    run: (args) => tool('@biomejs/biome', { bin: 'biome' }, ['check', '.', ...args]),
  },
  unused: { title: 'Unused code and dependencies', run: (args) => tool('knip', {}, args) },
  unit: { title: 'Unit and integration tests', usesBuild: true, run: unit },
  e2e: {
    title: 'End-to-end tests',
    usesBuild: true,
    isNeeded: () => existsSync(join(ROOT, 'e2e/playwright.config.ts')),
    run: endToEnd,
  },
};

/** A static check counts as one test. */
async function tool(name, where, args) {
  const { code, timedOut } = await execute([process.execPath, toolPath(name, where), ...args], {
    minutes: 10,
  });
  if (timedOut) console.error(`${name} took more than 10 minutes and was stopped.`);
  const isWell = code === 0;
  return { passed: isWell ? 1 : 0, failed: isWell ? 0 : 1, skipped: 0, failures: isWell ? [] : [name] };
}

function unit(args) {
  return withReport(async (report) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const command = [process.execPath, toolPath('vitest'), 'run', ...reporters, ...args];
    return execute(command, { minutes: 20 });
  }, vitestCounts);
}

async function endToEnd(args) {
  const browser = await ensureTestBrowser();
  return withReport((report) => {
    const playwright = toolPath('@playwright/test', { bin: 'playwright', from: 'e2e' });
    return execute([process.execPath, playwright, 'test', '--reporter=list,json', ...args], {
      cwd: join(ROOT, 'e2e'),
      minutes: 30,
      env: { BRIQUE_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    });
  }, playwrightCounts);
}

/** Runs a test runner that writes a JSON report; one that fails without a failed test has crashed, which counts as one. */
async function withReport(runner, count) {
  const folder = mkdtempSync(join(tmpdir(), 'brique-test-'));
  const report = join(folder, 'report.json');
  try {
    const { code, timedOut } = await runner(report);
    const counts = existsSync(report)
      ? count(JSON.parse(readFileSync(report, 'utf8')))
      : { passed: 0, failed: 0, skipped: 0, failures: [] };
    if (timedOut) console.error('The tests took too long and were stopped.');
    return code !== 0 && counts.failed === 0
      ? { ...counts, failed: 1, failures: [`the test runner ended with ${code}`] }
      : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
