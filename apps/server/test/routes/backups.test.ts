import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupState, Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem } from '../support/api.js';
import { startApp } from '../support/build-app.js';

test('a backup is made when it is asked for, and listed newest first', async () => {
  const app = await startApp();
  const none = await app.api<BackupState>('GET', '/backups');
  expect(none).toMatchObject({ status: 200, body: { backups: [], isRunning: false, failure: null } });
  await addItem(app, { name: 'Drill' });
  const told: string[] = [];
  app.events.subscribe((name) => told.push(name));
  await app.api('POST', '/backups');
  app.wall.move(24 * 60 * 60 * 1000);
  const { status, body } = await app.api<BackupState>('POST', '/backups');
  expect([status, body.failure, body.backups.length]).toEqual([200, null, 2]);
  expect(body.backups.map(({ at }) => at)).toEqual(
    body.backups
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
  expect((await readdir(body.folder)).sort()).toEqual(body.backups.map(({ name }) => name).sort());
  expect(body.backups.every(({ bytes }) => bytes > 10_000)).toBe(true);
  expect(told.filter((name) => name === 'backups-changed').length).toBe(4);
});

test('a damaged inventory makes no backup, and the answer says so', async () => {
  const app = await startApp();
  await addItem(app, { name: 'Drill' });
  await app.database.writer.raw(`UPDATE items SET doc = replace(doc, 'Drill', 'Drall')`);
  const { status, body } = await app.api<BackupState>('POST', '/backups');
  expect([status, body.backups]).toEqual([200, []]);
  expect(body.failure).toMatchObject({
    code: 'database_damaged',
    message: expect.stringContaining('brique verify'),
  });
});

test('what a restore set aside is told with its size, and deleted only when that is asked for', async () => {
  const app = await startApp();
  const parent = join(dirname((await app.api<BackupState>('GET', '/backups')).body.folder), 'set-aside');
  const folders = ['2026-11-20T093000Z', '2026-11-20T093000Z-2', 'not one of ours'];
  for (const name of folders) {
    await mkdir(join(parent, name), { recursive: true });
    for (const end of ['', '-wal']) await writeFile(join(parent, name, `brique.db${end}`), 'x'.repeat(1000));
  }
  // Begun and killed.
  await mkdir(join(parent, '2026-11-01T000000Z.removing'));
  const at = '2026-11-20T09:30:00.000Z';
  const told = (await app.api<BackupState>('GET', '/backups')).body.setAside;
  expect(told).toHaveLength(2);
  for (const each of told) expect(each).toMatchObject({ at, bytes: 2000 });

  for (const name of ['..', '..%2Fbackups', 'not%20one%20of%20ours', '2026-11-01T000000Z.removing']) {
    const refused = await app.api<Problem>('DELETE', `/backups/set-aside/${name}`);
    expect([refused.status, refused.body.code], name).toEqual([404, 'not_found']);
  }
  const { body } = await app.api<BackupState>('DELETE', '/backups/set-aside/2026-11-20T093000Z');
  expect(body.setAside.map(({ name }) => name)).toEqual(['2026-11-20T093000Z-2']);
  expect((await readdir(parent)).sort()).toEqual(['2026-11-20T093000Z-2', 'not one of ours']);

  // From two windows.
  const both = ['first', 'second'].map(() => app.api('DELETE', '/backups/set-aside/2026-11-20T093000Z-2'));
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 404]);
});
