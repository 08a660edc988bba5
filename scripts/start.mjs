// npm start -- [options of `serve`, or another command with its own]: installs what is missing, builds what has changed, and becomes the server.
import { pathToFileURL } from 'node:url';
import { build, MAIN } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/project.mjs';

await run(async () => {
  await ensureInstalled();
  await build();
  // In this very process, so that signals, the terminal and the exit code are the server's own.
  const args = process.argv.slice(2);
  const isCommand = args[0] !== undefined && !args[0].startsWith('-');
  process.argv = [process.execPath, MAIN, ...(isCommand ? [] : ['serve']), ...args];
  await import(pathToFileURL(MAIN).href);
});
