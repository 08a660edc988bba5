import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { whyNoNamespaces } from '../discovery/namespaces.js';
import { launch } from '../support/processes.js';
import { PASSWORD } from '../support/signed-in.js';
import { testFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

const run = promisify(execFile);
const whyNot = await whyNoNamespaces();
const ADDRESS = '192.0.2.20';

/** A computer of its own, with a network that leads nowhere. @returns a command that runs programs there */
async function startComputer(): Promise<string[]> {
  const name = `brique-ui-${process.pid}`;
  await run('ip', ['netns', 'add', name]);
  onTestFinished(async () => void (await run('ip', ['netns', 'delete', name])));
  await run('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
  await run('ip', ['-n', name, 'address', 'add', `${ADDRESS}/32`, 'dev', 'lo']);
  return ['ip', 'netns', 'exec', name];
}

test('beyond loopback it does not start without a password, and says in one line how to set one', async () => {
  const args = ['serve', '--port', '0', '--host', '0.0.0.0', '--no-discovery'];
  const start = async (env: Record<string, string>) =>
    launch([...args, '--data-dir', join(await testFolder(), 'data')], env).ended;
  const without = await start({});
  expect([without.code, without.stdout]).toEqual([1, '']);
  expect(without.stderr.trim().split('\n')).toEqual([expect.stringMatching(/^--host: .*BRIQUE_PASSWORD/)]);
  const weak = await start({ BRIQUE_PASSWORD: 'brique123' });
  expect([weak.code, weak.stdout]).toEqual([1, '']);
  expect(weak.stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^BRIQUE_PASSWORD: .*could be guessed/),
  ]);
  expect(weak.stderr).not.toContain('brique123');
});

test.skipIf(whyNot !== undefined)(
  'a process on the network: every way in asks for the password',
  async () => {
    const wrapper = await startComputer();
    const args = ['serve', '--port', '18480', '--host', '0.0.0.0', '--no-discovery', '--log-level', 'trace'];
    const dataDir = join(await testFolder(), 'data');
    const brique = launch(
      [...args, '--data-dir', dataDir],
      { BRIQUE_PASSWORD: PASSWORD },
      undefined,
      wrapper,
    );
    const { output } = brique;
    await until('it is ready', async () => output.stdout.includes('Only for networks that you trust'));
    expect(output.stdout).toContain('Brique is ready: http://localhost:18480\n');

    const jar = join(dataDir, 'jar');
    const ask = async (url: string, ...more: string[]) => {
      const [program = '', ...before] = wrapper;
      const curl = [
        'curl',
        '-s',
        '-b',
        jar,
        '-c',
        jar,
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        ...more,
        url,
      ];
      return (await run(program, [...before, ...curl])).stdout;
    };
    const signIn = (password: string, origin: string) =>
      ask(
        `http://${ADDRESS}:18480/api/v1/session`,
        ...['-H', 'content-type: application/json', '-H', `origin: ${origin}`],
        ...['-d', JSON.stringify({ password })],
      );
    for (const name of [ADDRESS, '127.0.0.1', 'localhost']) {
      expect([name, await ask(`http://${name}:18480/api/v1/items`)]).toEqual([name, '401']);
    }
    // A name that somebody made to point here.
    const rebound = ['--resolve', `evil.example:18480:${ADDRESS}`];
    expect(await ask('http://evil.example:18480/', ...rebound)).toBe('403');
    expect(await signIn(PASSWORD, 'http://evil.example')).toBe('403');
    expect(await signIn('wrong', `http://${ADDRESS}:18480`)).toBe('401');
    expect(await signIn(PASSWORD, `http://${ADDRESS}:18480`)).toBe('204');
    expect(await ask(`http://${ADDRESS}:18480/api/v1/items`)).toBe('200');

    brique.child.kill('SIGTERM');
    const { stdout, stderr } = await brique.ended;
    expect(stdout + stderr).not.toContain(PASSWORD);
  },
);
