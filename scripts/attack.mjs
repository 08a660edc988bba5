// npm run test:attack: the attack suite with its full counts, each time with other tries. It names its seed, to repeat them:
//   npm run test:attack -- --seed 123 --bodies 10000 --headers 5000 --announcements 10000 --requests 5000
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { execute } from './lib/command.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Failure, run, toolPath } from './lib/project.mjs';

const SUITE = 'apps/server/test/attack';

await run(async () => {
  const { seed, bodies, headers, announcements, requests } = choose(process.argv.slice(2));
  await ensureInstalled();
  await build();
  console.log(`${bodies} bodies and ${headers} queries and headers for each endpoint, seed ${seed}`);
  console.log(`${announcements} forged announcements, ${requests} requests for approval`);
  const { code } = await execute([process.execPath, toolPath('vitest'), 'run', SUITE], {
    minutes: 60,
    env: {
      BRIQUE_ATTACK_SEED: seed,
      BRIQUE_ATTACK_BODIES: bodies,
      BRIQUE_ATTACK_HEADERS: headers,
      BRIQUE_ATTACK_ANNOUNCEMENTS: announcements,
      BRIQUE_ATTACK_REQUESTS: requests,
    },
  });
  process.exitCode = code;
});

function choose(args) {
  const string = (fallback) => ({ type: 'string', default: fallback });
  const options = {
    seed: string(String(randomInt(2 ** 31))),
    bodies: string('10000'),
    headers: string('5000'),
    announcements: string('10000'),
    requests: string('5000'),
  };
  const { values } = parseArgs({ args, options });
  const wrong = Object.keys(values).find((name) => !/^\d{1,10}$/.test(values[name]));
  if (wrong !== undefined) throw new Failure(`--${wrong} takes a number.`);
  return values;
}
