import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupState } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, lastLog, listAll, removeItem, syncWith } from '../support/api.js';
import { launch, type RunningInstance, restart, startInstance, startTwo } from '../support/processes.js';
import { testFolder } from '../support/temp-folder.js';

/** Runs `brique restore` to its end. */
async function restore(dataDir: string, ...args: string[]) {
  const { code, stdout, stderr } = await launch(['restore', '--data-dir', dataDir, ...args]).ended;
  return { code, stdout, stderr, errorLines: stderr.trimEnd().split('\n').length };
}

async function backUp(instance: RunningInstance): Promise<string> {
  const { body } = await instance.api<BackupState>('POST', '/backups');
  expect(body.failure).toBeNull();
  return body.backups[0]?.name ?? '';
}

const names = async (instance: RunningInstance) => (await listAll(instance)).map(({ name }) => name).sort();

test('a damaged database goes back to its backup, and the peer brings back what came after', async () => {
  const { a, b } = await startTwo();
  const drill = await addItem(a, { name: 'Drill' });
  const lamp = await addItem(a, { name: 'Lamp' });
  await syncWith(a, b.id);
  const backup = await backUp(a);

  const running = await restore(a.dataDir);
  expect(running).toMatchObject({ code: 1, stdout: '', errorLines: 1 });
  expect(running.stderr).toMatch(/^Another Brique is using .*Stop it/);

  await changeItem(a, drill.id, { notes: 'written after the backup' });
  await removeItem(a, lamp.id);
  await addItem(a, { name: 'Late' });
  await syncWith(a, b.id);
  await addItem(b, { name: 'Made there' });
  await a.stop();
  const damaged = 'not a database any more'.repeat(1000);
  await writeFile(join(a.dataDir, 'brique.db'), damaged);

  expect((await restore(a.dataDir, '--list')).stdout).toMatch(new RegExp(`^${backup} .* MB\n$`));
  const done = await restore(a.dataDir);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(done.stdout).toMatch(/^Restored: 2 items/);
  const kept = /kept: (\S+brique\.db)\./.exec(done.stdout)?.[1] ?? '';
  expect(await readFile(kept, 'utf8')).toBe(damaged);

  const again = await restart(a);
  expect(await names(again)).toEqual(['Drill', 'Lamp']);
  const anew = await addItem(again, { name: 'Anew' });
  expect(await syncWith(again, b.id)).toMatchObject({ conflicts: 0, identical: true });
  expect(await lastLog(again)).toMatchObject({ error: null });
  for (const side of [again, b]) {
    expect(await names(side)).toEqual([anew.name, 'Drill', 'Late', 'Made there']);
    expect((await listAll(side)).find(({ id }) => id === drill.id)?.notes).toBe('written after the backup');
  }
});

test('what was set aside can be gone back to, with all that was still in its log', async () => {
  const instance = await startInstance();
  await addItem(instance, { name: 'Drill' });
  await backUp(instance);
  await addItem(instance, { name: 'Late' });
  // Killed, so that the last item is in the write-ahead log alone.
  await instance.stop('SIGKILL');
  const { stdout } = await restore(instance.dataDir, 'latest');
  const [aside = ''] = /\S+set-aside\S+brique\.db/.exec(stdout) ?? [];
  const listed = (await restore(instance.dataDir, '--list')).stdout.split('\n');
  expect(listed.find((line) => line.startsWith(aside))).toMatch(/\d\.\d MB$/);
  expect(stdout).toMatch(/It takes \d\.\d MB until you delete it/);
  const before = await restart(instance);
  expect(await names(before)).toEqual(['Drill']);
  await before.stop();
  expect(await restore(instance.dataDir, aside)).toMatchObject({ code: 0 });
  expect(await names(await restart(instance))).toEqual(['Drill', 'Late']);
});

test('a damaged backup is passed over for the one before; a file that is no whole backup changes nothing', async () => {
  const instance = await startInstance();
  await addItem(instance, { name: 'Drill' });
  const good = await backUp(instance);
  await instance.stop();
  const { dataDir } = instance;
  const bytes = await readFile(join(dataDir, 'backups', good));
  const bad = join(dataDir, 'backups', good.replace(/T\d{6}Z/, 'T235959Z').replace(/\d{4}-/, '2020-'));
  await writeFile(bad, bytes.subarray(0, bytes.length / 2));
  const before = await readFile(join(dataDir, 'brique.db'));
  for (const file of [bad, join(dataDir, 'device-key.pem'), join(dataDir, 'missing')]) {
    const refused = await restore(dataDir, file);
    expect(refused).toMatchObject({ code: 1, stdout: '', errorLines: 1 });
    expect(refused.stderr).toContain(file);
  }
  expect(await readFile(join(dataDir, 'brique.db'))).toEqual(before);
  expect((await readdir(dataDir)).filter((name) => name.includes('restor'))).toEqual([]);

  await writeFile(join(dataDir, 'backups', good), bytes.subarray(0, bytes.length / 2));
  await writeFile(bad, bytes);
  const done = await restore(dataDir, 'latest');
  expect(done.stdout).toMatch(/is damaged, and was not restored.*\nRestored: 1 items/);
});

test('a backup restored into a new folder says that the identity is to be brought along', async () => {
  const instance = await startInstance();
  await addItem(instance, { name: 'Drill' });
  const file = join(instance.dataDir, 'backups', await backUp(instance));
  const folder = join(await testFolder(), 'elsewhere');
  const { code, stdout } = await restore(folder, file);
  expect([code, stdout]).toEqual([0, expect.stringContaining('has no device key')]);
  const args = ['--port', '0', '--gossip-port', '0', '--no-discovery', '--gossip-host', '127.0.0.1'];
  const { stderr } = await launch(['serve', '--data-dir', folder, ...args, '--log-level', 'warn']).ended;
  expect(stderr).toContain('--new-identity');
});
