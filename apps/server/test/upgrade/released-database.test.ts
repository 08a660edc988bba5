import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ItemDetail, ItemHistoryPage } from '@brique/shared';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/store/database.js';
import { migrationNames } from '../../src/adapters/store/migrations/index.js';
import { expectWhole, withDatabase } from '../crash/whole-database.js';
import { addItem, addPeer, history, lastLog, listAll, mirrored, peerOf, syncWith } from '../support/api.js';
import { approveEachOther, startInstance } from '../support/processes.js';
import { releasedFolder } from '../support/released.js';

/** Every release of which a fixture is kept. */
const RELEASES = readdirSync(fileURLToPath(new URL('../fixtures', import.meta.url))).filter((name) =>
  name.startsWith('released-'),
);

test('there are fixtures of released versions', () => {
  expect(RELEASES.length).toBeGreaterThan(0);
});

describe.each(RELEASES)('%s', (release) => {
  test.each(['atelier', 'garage'] as const)(
    'the data of %s is opened as it is, and whole',
    async (instance) => {
      const folder = await releasedFolder(release, instance);
      const rowsOf = () =>
        withDatabase(folder, async (db) => ({
          items: await db('items').orderBy('id').select('id', 'doc', 'feed_seq'),
          peers: await db('peers')
            .orderBy('id')
            .select('id', 'name', 'address', 'trust', 'certificate', 'last_sync'),
          logs: await db('sync_logs')
            .orderBy('id')
            .select('id', 'peer_id', 'items_received', 'items_sent', 'error'),
          cursors: [await db('feed_cursors').orderBy('token'), await db('held_cursors')],
          settings: await db('settings').orderBy('key'),
          versions: (await db('knex_migrations')).length,
        }));
      const before = await rowsOf();
      expect(before.items.length).toBeGreaterThan(30);
      expect(before.versions).toBeLessThan(migrationNames.length);

      await (await openDatabase(folder)).close();
      expect(await rowsOf()).toEqual({ ...before, versions: migrationNames.length });
      await withDatabase(folder, expectWhole);
    },
  );

  test('both go on where they stood: what waited travels both ways, and with a newcomer', async () => {
    const [a, b, fresh] = await Promise.all([
      startInstance({ name: 'Atelier', dataDir: await releasedFolder(release, 'atelier') }),
      startInstance({ name: 'Garage', dataDir: await releasedFolder(release, 'garage') }),
      startInstance({ name: 'Newcomer' }),
    ]);
    const logsBefore = (await history(a)).logs.length;
    expect(logsBefore).toBeGreaterThan(2);
    expect(await peerOf(a, b.id)).toMatchObject({ name: 'Garage', isTrusted: true });
    // Their ports are new.
    await addPeer(a, b.address);

    // By the cursors of then: four waited on each side, one of them of the same key.
    expect(await syncWith(a, b.id)).toMatchObject({
      ...{ itemsReceived: 4, itemsSent: 4, conflicts: 1, rejected: 0, identical: true },
    });
    const log = await lastLog(a);
    expect(log).toMatchObject({ reconciled: false, error: null });
    expect(await lastLog(b)).toMatchObject(mirrored(log));
    expect(log.bytesReceived).toBeLessThan(10_000);
    expect((await history(a)).logs).toHaveLength(logsBefore + 1);

    const items = await listAll(a);
    const ours = items.find(({ name }) => name === 'New in the Atelier');
    await approveEachOther(a, fresh);
    await addItem(fresh, { name: 'New at the newcomer' });
    expect(await syncWith(fresh, a.id)).toMatchObject({ itemsSent: 1, identical: true, rejected: 0 });
    await addPeer(b, a.address);
    expect(await syncWith(b, a.id)).toMatchObject({ itemsReceived: 1, identical: true });
    const [inA, inB, inFresh] = await Promise.all([listAll(a), listAll(b), listAll(fresh)]);
    expect(inA).toHaveLength(items.length + 1);
    expect(inB).toEqual(inA);
    expect(inFresh).toEqual(inA);
    const trash = await listAll(a, { deleted: 1 });
    expect(trash.length).toBeGreaterThan(0);
    expect(await listAll(fresh, { deleted: 1 })).toEqual(trash);

    // Nothing is known of the time before; what came since is.
    const page = async (id: string) => (await a.api<ItemHistoryPage>('GET', `/items/${id}/history`)).body;
    const old = await page(ours?.id ?? '');
    expect(old.entries).toEqual([]);
    expect(new Date(old.recordedSince).getTime()).toBeGreaterThan(Date.now() - 600_000);
    const changed = items.find(
      ({ conflictCount, name }) => conflictCount > 0 && /^Soldering iron 26/.test(name),
    );
    const detail = (await a.api<ItemDetail>('GET', `/items/${changed?.id}`)).body;
    expect(detail.conflicts).toMatchObject([{ key: 'notes' }]);
    expect(detail.ownFields.length).toBeGreaterThan(0);
    expect((await page(detail.id)).entries).toMatchObject([{ isFirst: false, fromPeer: b.id }]);
  });
});
