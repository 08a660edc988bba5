import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Settings } from '@brique/shared';
import knex from 'knex';
import { expect, test } from 'vitest';
import { knexConfig } from '../../src/adapters/store/database.js';
import { launch, startInstance } from '../support/processes.js';
import { testFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

/** Ports that were free a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const READY = /^Brique is ready: (http:\/\/localhost:(\d+))\n$/;

/** Runs it until it has told its settings, then stops it. */
async function settingsOf(args: readonly string[], env: Record<string, string>) {
  const { child, output, ended } = launch(args, env);
  const [, url = '', port = ''] = await until('it is ready', async () => READY.exec(output.stdout));
  const settings = (await (await fetch(`${url}/api/v1/settings`)).json()) as Settings;
  child.kill('SIGTERM');
  const { code, stderr } = await ended;
  return { settings, port: Number(port), code, stderr };
}

test.each(['options', 'environment'])('each setting is taken from the %s', async (source) => {
  const [port = 0, gossipPort = 0] = await freePorts(2);
  const dataDir = join(await testFolder(), 'deep', 'down');
  const options = {
    port: String(port),
    'gossip-port': String(gossipPort),
    'gossip-host': '127.0.0.1',
    host: '127.0.0.1',
    'data-dir': dataDir,
    name: 'Été 🔧',
    'log-level': 'silent',
  };
  const variable = (option: string) =>
    option === 'name' ? 'BRIQUE_INSTANCE_NAME' : `BRIQUE_${option.replaceAll('-', '_').toUpperCase()}`;
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
  const env = Object.fromEntries(Object.entries(options).map(([option, value]) => [variable(option), value]));
  const run =
    source === 'options'
      ? settingsOf(['serve', ...args, '--no-discovery', '--no-auto-sync'], {})
      : settingsOf(['serve'], { ...env, BRIQUE_DISCOVERY: '0', BRIQUE_AUTO_SYNC: '0' });
  const { settings, code, stderr, ...told } = await run;
  expect(told.port).toBe(port);
  expect(settings).toMatchObject({
    instanceName: 'Été 🔧',
    gossipPort,
    discoveryEnabled: false,
    autoSyncEnabled: false,
  });
  expect(existsSync(join(dataDir, 'brique.db'))).toBe(true);
  expect([code, stderr]).toEqual([0, '']);
});

test('the gossip port is the page’s plus 1000 when none is given', async () => {
  const port = await until('two free ports', async () => {
    const [first = 0] = await freePorts(1);
    return first + 1000 < 65_536 && first;
  });
  const dataDir = join(await testFolder(), 'data');
  const args = [
    'serve',
    '--port',
    String(port),
    '--data-dir',
    dataDir,
    '--no-discovery',
    '--gossip-host',
    '127.0.0.1',
  ];
  expect((await settingsOf(args, {})).settings.gossipPort).toBe(port + 1000);
});

test('a folder that cannot be used is refused in one line that names it: not writable, foreign, newer', async () => {
  const folder = await testFolder();
  await mkdir(join(folder, 'foreign'));
  await writeFile(join(folder, 'foreign', 'thesis.txt'), 'mine');
  const newer = join(folder, 'newer');
  const { stop, dataDir } = await startInstance({ dataDir: newer });
  await stop();
  const database = knex(knexConfig(join(dataDir, 'brique.db')));
  await database('knex_migrations').insert({ name: '9999-tomorrow', batch: 9, migration_time: new Date() });
  await database.destroy();

  for (const [dir, reason] of [
    [join(folder, 'foreign'), /holds thesis\.txt/],
    [newer, /written by a newer Brique/],
    ...(process.platform === 'linux' ? ([['/proc/brique', /cannot be used/]] as const) : []),
  ] as const) {
    const args = ['serve', '--port', '0', '--gossip-port', '0', '--no-discovery', '--data-dir', dir];
    const { code, stdout, stderr } = await launch(args, { BRIQUE_LOG_LEVEL: 'warn' }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(reason);
    expect(stderr).toContain(dir);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  }
});
