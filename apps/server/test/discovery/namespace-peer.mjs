// A Brique instance's discovery alone, for namespaces.test.ts to run inside a network namespace.
// argv: announcement as JSON. Prints `ready`, then one event a line as JSON; stops cleanly when its input ends.
import { createViteServer } from 'vitest/node';

const vite = await createViteServer({
  configFile: false,
  root: new URL('../..', import.meta.url).pathname,
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
  appType: 'custom',
  logLevel: 'error',
});
const { createMdnsDiscovery } = await vite.ssrLoadModule('/src/adapters/mdns/mdns-discovery.ts');
const discovery = createMdnsDiscovery();
discovery.subscribe((event) => console.log(JSON.stringify(event)));
process.stdin.resume().on('end', async () => {
  await discovery.stop();
  process.exit(0);
});
await discovery.start(JSON.parse(process.argv[2] ?? ''));
console.log('ready');
