import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMAS, writeApiSchemas } from './api-schemas.mjs';
import { execute } from './command.mjs';
import { exclusively } from './lock.mjs';
import { Failure, ROOT, toolPath } from './project.mjs';
import { digest, isDone, markDone, markUndone } from './stamp.mjs';

/** The whole program, once built. */
export const MAIN = join(ROOT, 'apps/server/dist/main.js');
const PAGE = join(ROOT, 'apps/web/dist/client/index.html');

/**
 * Compiles the server and bundles the page.
 *
 * @param {{always?: boolean}} [options] `always`: also when the sources are those of the last build
 * @throws {Failure} when it does not compile (what the compiler says is shown)
 */
export async function build({ always = false } = {}) {
  if (!always && isUpToDate()) return;
  await exclusively(async () => {
    if (!always && isUpToDate()) return;
    console.log('Building…');
    const now = digest(sources());
    markUndone('build');
    await step('the server', [process.execPath, toolPath('typescript', { bin: 'tsc' }), '-b', 'apps/server']);
    await writeApiSchemas();
    const vite = toolPath('vite', { from: 'apps/web' });
    await step('the page', [process.execPath, vite, 'build', '--logLevel', 'warn'], join(ROOT, 'apps/web'));
    markDone('build', now);
  });
}

function isUpToDate() {
  return existsSync(MAIN) && existsSync(PAGE) && existsSync(SCHEMAS) && isDone('build', digest(sources()));
}

/** All that a build depends on: every workspace but its tests, and the versions of its tools. */
function sources() {
  const folders = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).flatMap((name) =>
      readdirSync(join(ROOT, folder, name))
        .filter(
          (entry) => !['test', 'node_modules', 'dist'].includes(entry) && !entry.endsWith('.tsbuildinfo'),
        )
        .map((entry) => `${folder}/${name}/${entry}`),
    ),
  );
  return ['pnpm-lock.yaml', 'tsconfig.base.json', ...folders];
}

async function step(what, command, cwd = ROOT) {
  const { code } = await execute(command, { cwd });
  if (code !== 0) throw new Failure(`${what} could not be built; what is wrong stands above.`);
}
