// npm run test:crash: kills real processes with `kill -9`, again and again, and looks at what they left; then makes each call to SQLite,
// to the file system and on the network fail. Each time at other moments; it names its seeds, to repeat them:
//   npm run test:crash -- --rounds 500                  kills of each kind
//   npm run test:crash -- --only import --seed 123      one kind, from one seed; `--only faults` kills nothing
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { execute } from './lib/command.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Failure, run, toolPath } from './lib/project.mjs';

/** Each call fails once: not a matter of rounds. */
const FAULTS = 'faults';
/** Of each kind of kills a file of tests; what takes longest first. */
const KINDS = [FAULTS, 'batches', 'import', 'writes', 'compaction', 'migration'];
/** Kills of one process of the tests. */
const SHARE = 125;

await run(async () => {
  const { rounds, kinds, seed } = choose(process.argv.slice(2));
  await ensureInstalled();
  await build();
  const shares = [];
  if (kinds.includes(FAULTS)) shares.push({ kind: FAULTS, seed, rounds: 0 });
  for (let at = 0; at < rounds; at += SHARE) {
    for (const kind of kinds.filter((each) => each !== FAULTS))
      shares.push({ kind, seed: seed + at / SHARE, rounds: Math.min(SHARE, rounds - at) });
  }
  const began = performance.now();
  const failed = await killAll(shares);
  const seconds = (performance.now() - began) / 1000;
  console.log(`${kinds.join(', ')}: ${rounds} kills of each in ${seconds.toFixed(0)} s`);
  if (failed > 0) process.exitCode = 1;
});

/** @returns how many of the shares failed */
async function killAll(shares) {
  let failed = 0;
  const work = async () => {
    for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
      const { code, output } = await killOf(share);
      console.log(
        code === 0
          ? (/^.*crash: (.*)$/m.exec(output)?.[1] ?? `${share.kind}: passed, seed ${share.seed}`)
          : output,
      );
      if (code !== 0) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return failed;
}

function killOf({ kind, seed, rounds }) {
  const tests = kind === FAULTS ? 'apps/server/test/faults' : `apps/server/test/crash/${kind}.test.ts`;
  const command = [process.execPath, toolPath('vitest'), 'run', tests];
  const env = { BRIQUE_SEED: String(seed), BRIQUE_CRASH_ROUNDS: String(rounds), BRIQUE_FAULTS: 'all' };
  return execute(command, { minutes: 60, env, quiet: true });
}

function choose(args) {
  const string = { type: 'string' };
  const { values } = parseArgs({ args, options: { rounds: string, seed: string, only: string } });
  const { only, ...numbers } = values;
  const wrong = Object.keys(numbers).find((name) => !/^\d{1,9}$/.test(numbers[name]));
  if (wrong !== undefined) throw new Failure(`--${wrong} takes a number.`);
  if (only !== undefined && !KINDS.includes(only))
    throw new Failure(`--only takes one of ${KINDS.join(', ')}.`);
  return {
    rounds: Number(values.rounds ?? 500),
    kinds: only === undefined ? KINDS : [only],
    seed: Number(values.seed ?? randomInt(2 ** 31)),
  };
}
