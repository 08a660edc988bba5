import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createBackupFolder } from '../../src/adapters/store/backup-folder.js';
import { type Database, openDatabase } from '../../src/adapters/store/database.js';
import { restoreDatabase } from '../../src/adapters/store/restore-database.js';
import { testFolder } from '../support/temp-folder.js';

// Generous, for a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const TIME = '2026-11-28T093000Z';

const peer = (name: string, trust: string) => ({
  ...{ id: name.toLowerCase(), name, address: '192.0.2.1:9080', trust, created_at: '2026-01-01' },
  ...{ certificate: 'pem', in_sync: 1, verified_at: '2026-01-01', verified_fingerprint: 'x' },
});
const setting = (key: string, value: unknown) => ({ key, value: JSON.stringify(value) });

/** A folder of which a backup was made, and what happened after it. */
async function backedUp(before: (db: Database) => Promise<void>, after: (db: Database) => Promise<void>) {
  const dataDir = join(await testFolder(), 'data');
  const database = await openDatabase(dataDir);
  await before(database);
  const folder = createBackupFolder(dataDir);
  await folder.make(0, new AbortController().signal);
  await after(database);
  await database.close();
  return { dataDir, file: join(folder.path, (await folder.list())[0]?.name ?? '') };
}

async function stateOf(dataDir: string) {
  const { reader, close } = await openDatabase(dataDir);
  const peers: Record<string, unknown>[] = await reader('peers').orderBy('name');
  const settings: { key: string; value: string }[] = await reader('settings').orderBy('key');
  const [cursors, held] = [await reader('feed_cursors'), await reader('held_cursors')];
  await close();
  return {
    trust: Object.fromEntries(peers.map(({ name, trust }) => [name, trust])),
    proofs: peers.map(({ in_sync, verified_fingerprint: print }) => [in_sync, print]),
    settings: Object.fromEntries(settings.map(({ key, value }) => [key, JSON.parse(value)])),
    cursors: [...cursors, ...held],
  };
}

test('trust that was taken back stays so, trust given since stays too, and settings are those of now', async () => {
  const { dataDir, file } = await backedUp(
    async ({ writer }) => {
      await writer('peers').insert([
        peer('Anna', 'trusted'),
        peer('Bruno', 'trusted'),
        peer('Dora', 'trusted'),
      ]);
      await writer('settings').insert([
        setting('gridKey', 'old'),
        setting('trashTime', 'then'),
        setting('historyTime', 'then'),
      ]);
      await writer('held_cursors').insert({ feed_of: 'anna', token: 't' });
      await writer('feed_cursors').insert({ token: 'u', reader: 'anna', feed_seq: 1 });
    },
    async ({ writer }) => {
      await writer('peers').where({ id: 'bruno' }).update({ trust: 'revoked' });
      await writer('peers').where({ id: 'dora' }).delete();
      await writer('peers').insert(peer('Carla', 'trusted'));
      await writer('settings').update({ value: '"new"' });
      await writer('settings').insert(setting('passwordHash', 'hash'));
    },
  );
  const restored = await restoreDatabase(dataDir, file, TIME);
  expect(restored).toMatchObject({ keptSettings: true, notTrusted: ['Bruno', 'Dora'], items: 0 });
  const { trust, settings, proofs, cursors } = await stateOf(dataDir);
  expect(trust).toEqual({ Anna: 'trusted', Bruno: 'revoked', Carla: 'trusted', Dora: 'revoked' });
  expect(settings).toEqual({
    ...{ gridKey: 'new', passwordHash: 'hash' },
    ...{ trashTime: 'then', historyTime: 'then' },
  });
  expect(proofs).toEqual(proofs.map(() => [null, null]));
  expect(cursors).toEqual([]);
});

test('of a database that cannot be read, settings and trust are the backup’s, and that is told', async () => {
  const { dataDir, file } = await backedUp(
    async ({ writer }) => {
      await writer('peers').insert(peer('Anna', 'trusted'));
    },
    async () => undefined,
  );
  await writeFile(join(dataDir, 'brique.db'), 'garbage'.repeat(1000));
  expect(await restoreDatabase(dataDir, file, TIME)).toMatchObject({ keptSettings: false, notTrusted: [] });
  expect((await stateOf(dataDir)).trust).toEqual({ Anna: 'trusted' });
});
