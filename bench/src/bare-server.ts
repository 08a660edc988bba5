import { createRequire } from 'node:module';
import { readConfig } from '@brique/server/dist/config.js';
import { startInstance } from '@brique/server/dist/instance.js';

/** An instance that keeps neither what items were nor their digests, to hold the real one against: see history.ts. */
const { pino } = createRequire(import.meta.resolve('@brique/server/dist/main.js'))('pino');
const config = readConfig(process.argv.slice(3), process.env, process.cwd());
const instance = await startInstance(config, pino(pino.destination({ dest: 2, sync: true })), { bare: true });
process.on('SIGTERM', () => void instance.close().then(() => process.exit(0)));
process.stdout.write(`Brique is ready: ${instance.url}\n`);
