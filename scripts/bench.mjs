// npm run bench -- <name> [options]: builds, then runs one benchmark of bench/src.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { execute } from './lib/command.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Failure, ROOT, run, toolPath } from './lib/project.mjs';

const HOURS = 60;

await run(async () => {
  const [name, ...args] = process.argv.slice(2);
  const known = benchmarks();
  if (!known.includes(name)) {
    throw new Failure(
      `name a benchmark, as in: npm run bench -- ${known[0] ?? 'sync'} (there are: ${known.join(', ') || 'none'}).`,
    );
  }
  await ensureInstalled();
  await build();
  const compiled = await execute([process.execPath, toolPath('typescript', { bin: 'tsc' }), '-b', 'bench']);
  if (compiled.code !== 0) throw new Failure('bench could not be compiled; what is wrong stands above.');
  const script = join(ROOT, 'bench/dist', `${name}.js`);
  const { code } = await execute([process.execPath, script, ...args], { minutes: 4 * HOURS });
  process.exitCode = code;
});

/** @returns {string[]} the sources that say how they are run; the others are their parts */
function benchmarks() {
  const folder = join(ROOT, 'bench/src');
  return readdirSync(folder)
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((name) => readFileSync(join(folder, `${name}.ts`), 'utf8').includes(`npm run bench -- ${name}`));
}
