// npm test: installs what is missing, builds, and runs every check and test; the last line counts them.
//   npm test -- --no-e2e              all but the end-to-end tests
//   npm test -- --only unit [...]     one of types, lint, unused, unit, e2e; what follows goes to its runner
import { build } from './lib/build.mjs';
import { CHECKS } from './lib/checks.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Failure, run } from './lib/project.mjs';

const total = { passed: 0, failed: 0, skipped: 0, failures: [] };

await run(async () => {
  const { names, args } = choose(process.argv.slice(2));
  if (await attempt('Install', ensureInstalled)) await runChecks(names, args);
  // Once more at the end: what failed may stand hundreds of lines above.
  if (total.failures.length > 0) console.log(`\nFailed:\n  ${total.failures.join('\n  ')}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
});

async function runChecks(names, args) {
  const chosen = names
    .map((name) => CHECKS[name])
    .filter(({ isNeeded }) => isNeeded === undefined || isNeeded());
  // Without a build the rest still tells what is wrong; only a browser has nothing to look at.
  const isBuilt = !chosen.some(({ usesBuild }) => usesBuild) || (await attempt('Build', build));
  for (const check of chosen) {
    if (isBuilt || check !== CHECKS.e2e) await attempt(check.title, async () => add(await check.run(args)));
  }
}

/** Runs a step; one that breaks counts as one failed test. */
async function attempt(title, step) {
  console.log(`\n── ${title}`);
  try {
    await step();
    return true;
  } catch (error) {
    console.error(error instanceof Failure ? `brique: ${error.message}` : error);
    total.failed += 1;
    total.failures.push(title);
    return false;
  }
}

function add(counts) {
  for (const key of ['passed', 'failed', 'skipped']) total[key] += counts[key];
  total.failures.push(...counts.failures);
}

function choose([option, name, ...args]) {
  const all = Object.keys(CHECKS);
  if (option === undefined) return { names: all, args: [] };
  if (option === '--no-e2e' && name === undefined)
    return { names: all.filter((check) => check !== 'e2e'), args: [] };
  if (option === '--only' && all.includes(name)) return { names: [name], args };
  throw new Failure(`npm test takes --no-e2e, or --only and one of ${all.join(', ')}.`);
}
