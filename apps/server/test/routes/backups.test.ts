import { readdir } from 'node:fs/promises';
import type { BackupState } from '@brique/shared';
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
