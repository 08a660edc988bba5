import { describe, expect, test } from 'vitest';
import { readConfig, UsageError } from '../../src/config.js';

const read = (args: string[], env: NodeJS.ProcessEnv = {}) => readConfig(args, env, '/home/ada');

test('without options: what the README says', () => {
  expect(read([])).toMatchObject({
    port: 8080,
    gossipPort: 9080,
    host: '127.0.0.1',
    dataDir: '/home/ada/.brique',
    defaultName: expect.stringMatching(/./),
    discovery: true,
    logLevel: 'info',
  });
});

test.each([
  [['--port', '8081'], { port: 8081, gossipPort: 9081 }],
  [['--port', '0'], { port: 0, gossipPort: 0 }],
  [['--port', '1', '--gossip-port', '2'], { port: 1, gossipPort: 2 }],
  [['--gossip-host', '192.168.1.2'], { gossipHost: '192.168.1.2' }],
  [['--host', '::1'], { host: '::1' }],
  [['--host', '0.0.0.0'], { host: '0.0.0.0' }],
  [['--host', '192.168.1.20'], { host: '192.168.1.20' }],
  [['--data-dir', './b'], { dataDir: '/home/ada/b' }],
  [['--data-dir', '/srv/b'], { dataDir: '/srv/b' }],
  [['--name', ' Atelier '], { name: 'Atelier' }],
  [['--no-discovery'], { discovery: false, autoSync: true }],
  [['--no-auto-sync'], { discovery: true, autoSync: false }],
  [['--log-level', 'silent'], { logLevel: 'silent' }],
])('%j', (args, expected) => {
  expect(read(args)).toMatchObject(expected);
});

test('each option may come from the environment; the command line wins', () => {
  const env = {
    BRIQUE_PORT: '1',
    BRIQUE_GOSSIP_PORT: '2',
    BRIQUE_GOSSIP_HOST: '127.0.0.1',
    BRIQUE_HOST: 'localhost',
    BRIQUE_DATA_DIR: 'c',
    BRIQUE_INSTANCE_NAME: 'Garage',
    BRIQUE_DISCOVERY: '0',
    BRIQUE_AUTO_SYNC: '0',
    BRIQUE_LOG_LEVEL: 'warn',
  };
  expect(read([], env)).toMatchObject({
    port: 1,
    gossipPort: 2,
    gossipHost: '127.0.0.1',
    host: 'localhost',
    dataDir: '/home/ada/c',
    name: 'Garage',
    discovery: false,
    logLevel: 'warn',
  });
  expect(read(['--port', '3', '--name', 'Cellar'], env)).toMatchObject({
    port: 3,
    gossipPort: 2,
    name: 'Cellar',
  });
  expect(read([], { BRIQUE_PORT: '' }).port).toBe(8080);
});

describe('refused, naming the option', () => {
  test.each<[string[], NodeJS.ProcessEnv, string]>([
    [['--port', 'eighty'], {}, '--port'],
    [['--port', '70000'], {}, '--port'],
    [['--port', '1.5'], {}, '--port'],
    [['--gossip-port', '-1'], {}, '--gossip-port'],
    [['--port', '65000'], {}, '--gossip-port'],
    [['--host', 'atelier.local'], {}, '--host'],
    [['--host', '192.168.1'], {}, '--host'],
    [['--gossip-host', 'nowhere'], {}, '--gossip-host'],
    [['--name', ' \t'], {}, '--name'],
    [['--name', 'x'.repeat(65)], {}, '--name'],
    [['--log-level', 'loud'], {}, '--log-level'],
    [['--colour'], {}, '--colour'],
    [['now'], {}, 'now'],
    [[], { BRIQUE_PORT: 'eighty' }, '--port'],
    [[], { BRIQUE_HOST: '*' }, '--host'],
  ])('%j %j', (args, env, named) => {
    expect(() => read(args, env)).toThrow(UsageError);
    expect(() => read(args, env)).toThrow(named);
    // One line.
    expect(() => read(args, env)).not.toThrow('\n');
  });
});

test('the password comes from the environment alone', () => {
  expect(read([], { BRIQUE_PASSWORD: 'velours tonneau' }).password).toBe('velours tonneau');
  expect(read([], { BRIQUE_PASSWORD: '' }).password).toBeUndefined();
  expect(() => read(['--password', 'x'])).toThrow(UsageError);
});
