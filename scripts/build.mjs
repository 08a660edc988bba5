// npm run build: installs what is missing, then compiles the server and bundles the page.
import { build } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/project.mjs';

await run(async () => {
  await ensureInstalled();
  await build({ always: true });
});
