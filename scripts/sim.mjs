// npm run test:sim: random schedules of sessions on all cores, each time from other seeds. It names them, to repeat them:
//   npm run test:sim -- --runs 200000 --base 123000     seeds from 123000 on (a multiple of 1000)
//   npm run test:sim -- --seed 123456                   one of them
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { execute } from './lib/command.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Failure, run, toolPath } from './lib/project.mjs';

const SUITE = 'apps/server/test/sessions/simulation.test.ts';
/** Schedules of one process. */
const SHARE = 5000;

await run(async () => {
  const { runs, base, seed } = choose(process.argv.slice(2));
  await ensureInstalled();
  if (seed !== null) {
    const { code } = await simulate({ BRIQUE_SEED: seed }, false);
    process.exitCode = code;
    return;
  }
  console.log(`${runs} schedules from seed ${base} on ${availableParallelism()} cores`);
  const failed = await simulateAll(runs, base);
  if (failed > 0) throw new Failure(`${failed} processes met a schedule that failed; the seeds stand above.`);
});

async function simulateAll(runs, base) {
  const began = performance.now();
  const shares = [];
  for (let at = 0; at < runs; at += SHARE)
    shares.push({ from: base + at, count: Math.min(SHARE, runs - at) });
  let failed = 0;
  const work = async () => {
    for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
      const env = { BRIQUE_SIM_BASE: String(share.from / 1000), BRIQUE_SIM_RUNS: String(share.count) };
      const { code, output } = await simulate(env, true);
      console.log(code === 0 ? (/\d+ schedules from .*/.exec(output)?.[0] ?? output) : output);
      if (code !== 0) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const seconds = (performance.now() - began) / 1000;
  console.log(`${runs} schedules in ${seconds.toFixed(0)} s, ${(runs / seconds).toFixed(0)} a second`);
  return failed;
}

function simulate(env, quiet) {
  return execute([process.execPath, toolPath('vitest'), 'run', SUITE], { minutes: 60, env, quiet });
}

function choose(args) {
  const options = { runs: { type: 'string' }, base: { type: 'string' }, seed: { type: 'string' } };
  const { values } = parseArgs({ args, options });
  const wrong = Object.keys(values).find((name) => !/^\d{1,10}$/.test(values[name]));
  if (wrong !== undefined) throw new Failure(`--${wrong} takes a number.`);
  const base = values.base === undefined ? randomInt(1000, 4_000_000) * 1000 : Number(values.base);
  if (base % 1000 !== 0) throw new Failure('--base takes a multiple of 1000.');
  return { runs: Number(values.runs ?? 200_000), base, seed: values.seed ?? null };
}
