// npm run test:network: five instances in a network that is bad for a minute, each time with other accidents. It names its seed:
//   npm run test:network -- --seed 123 --seconds 60
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { execute } from './lib/command.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Failure, run, toolPath } from './lib/project.mjs';

await run(async () => {
  const { seed, seconds } = choose(process.argv.slice(2));
  await ensureInstalled();
  await build();
  const command = [process.execPath, toolPath('vitest'), 'run', 'apps/server/test/network'];
  const env = { BRIQUE_SEED: seed, BRIQUE_STORM_SECONDS: seconds };
  const { code } = await execute(command, { minutes: 30, env });
  process.exitCode = code;
});

function choose(args) {
  const string = (fallback) => ({ type: 'string', default: fallback });
  const options = { seed: string(String(randomInt(2 ** 31))), seconds: string('60') };
  const { values } = parseArgs({ args, options });
  const wrong = Object.keys(values).find((name) => !/^\d{1,10}$/.test(values[name]));
  if (wrong !== undefined) throw new Failure(`--${wrong} takes a number.`);
  return values;
}
