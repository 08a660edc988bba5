import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupState, Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, listAll } from '../support/api.js';
import { giveMany } from '../support/many-items.js';
import { launch, restart, startInstance } from '../support/processes.js';
import { testFolder } from '../support/temp-folder.js';

async function garbleSecondHalf(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes.fill(0xe7, bytes.length / 2);
  await writeFile(file, bytes);
}

test('a damaged database is said in one line with the command that goes back to the last backup, and that command does', async () => {
  const dataDir = join(await testFolder(), "Anna's data");
  const instance = await startInstance({ dataDir });
  await addItem(instance, { name: 'Drill' });
  await instance.api('POST', '/backups');
  await instance.stop();
  await garbleSecondHalf(join(dataDir, 'brique.db'));

  const args = ['--port', '0', '--gossip-port', '0', '--no-discovery', '--gossip-host', '127.0.0.1'];
  const { code, stdout, stderr } = await launch(['serve', '--data-dir', dataDir, ...args]).ended;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`The database in ${dataDir} is damaged`);
  const command = /to go back to it, type: (.*)\n/.exec(stderr)?.[1] ?? '';
  execFileSync('sh', ['-c', command]);
  expect((await listAll(await restart(instance))).map(({ name }) => name)).toEqual(['Drill']);
});

test('damage that shows while it runs is a plain problem with a code, logged, and no backup takes its place', async () => {
  const instance = await startInstance();
  await giveMany(instance, 600);
  await instance.api('POST', '/backups');
  await instance.stop();
  const running = await restart(instance);
  await garbleSecondHalf(join(instance.dataDir, 'brique.db'));
  const { status, body } = await running.api<Problem>('GET', '/items?search=x&sort=-updatedAt&limit=200');
  expect([status, body.code, body.detail]).toEqual([
    500,
    'database_damaged',
    expect.stringContaining('brique restore'),
  ]);
  const backups = await running.api<BackupState>('POST', '/backups');
  expect(backups.body.failure?.code).toBe('database_damaged');
  expect(backups.body.backups).toHaveLength(1);
  const { stderr } = await running.stop();
  expect(stderr).toContain('SQLITE_CORRUPT');
});
