import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addItem, listAll } from '../support/api.js';
import { launch, restart, startInstance } from '../support/processes.js';
import { testFolder } from '../support/temp-folder.js';

test('one line on stdout names the page; a signal ends it cleanly within 5 s', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const instance = await startInstance();
    const page = await instance.fetch('/health');
    expect(await page.json()).toEqual({ status: 'ok' });
    // An open page must not keep it alive.
    await instance.events();
    const asked = Date.now();
    const { code, stdout } = await instance.stop(signal);
    expect([signal, code]).toEqual([signal, 0]);
    expect(Date.now() - asked).toBeLessThan(5000);
    expect(stdout).toBe(`Brique is ready: ${instance.url}\n`);
  }
});

test('what was added is there after a restart, under the same identity', async () => {
  const before = await startInstance({ name: 'Atelier' });
  const item = await addItem(before, { name: 'Drill', notes: 'été' });
  await before.stop('SIGKILL');
  const after = await restart(before);
  expect(after.id).toBe(before.id);
  expect(await listAll(after)).toEqual([item]);
});

/** Ends by itself with one line that a person understands. */
async function refusal(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await launch(args, env).ended;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.trimEnd().split('\n'), stderr).toHaveLength(1);
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr;
}

test('a taken port is refused in one line', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const port = String((server.address() as AddressInfo).port);
  const rest = [
    '--data-dir',
    join(await testFolder(), 'data'),
    '--no-discovery',
    '--gossip-host',
    '127.0.0.1',
    '--log-level',
    'warn',
  ];
  expect(await refusal(['serve', '--port', port, '--gossip-port', '0', ...rest])).toMatch(
    `Port ${port} is taken.`,
  );
  expect(await refusal(['serve', '--port', '0', '--gossip-port', port, ...rest])).toMatch(port);
});

test('a bad option is refused in one line, wherever it comes from', async () => {
  expect(await refusal(['serve', '--gossip-port', '-1'])).toContain('--gossip-port');
  expect(await refusal(['serve'], { BRIQUE_LOG_LEVEL: 'loud' })).toMatch(/^--log-level: /);
});

test('an unknown command is refused with what there is', async () => {
  const { code, stderr } = await launch(['destroy']).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/no command "destroy"[\s\S]*Usage: brique serve/);
});

test('--help says what there is', async () => {
  const { code, stdout } = await launch(['--help']).ended;
  expect([code, stdout]).toEqual([0, expect.stringContaining('--data-dir')]);
});

test('a data folder that cannot be one is refused in one line', async () => {
  const folder = await testFolder();
  const file = join(folder, 'file');
  await writeFile(file, '');
  const serve = (dataDir: string) => [
    'serve',
    '--port',
    '0',
    '--gossip-port',
    '0',
    '--no-discovery',
    '--data-dir',
    dataDir,
  ];
  for (const dataDir of [file, join(file, 'below'), folder]) {
    expect(await refusal(serve(dataDir))).toContain(dataDir);
  }
});

test('two processes never share a data folder', async () => {
  const first = await startInstance();
  const args = ['serve', '--port', '0', '--gossip-port', '0', '--no-discovery', '--data-dir', first.dataDir];
  expect(await refusal(args)).toMatch(/^Another Brique is using /);
  await addItem(first, { name: 'still there' });
});
