import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupState, Problem } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, lastLog, listAll, readItem, syncWith } from '../support/api.js';
import { jsonBody } from '../support/described-api.js';
import { giveMany } from '../support/many-items.js';
import { approveEachOther, startInstance } from '../support/processes.js';
import { testFolder } from '../support/temp-folder.js';

function whyNoSmallDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  try {
    execFileSync('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'nothing can be mounted here';
  }
}

const noDisk = whyNoSmallDisk();
test.skipIf(noDisk)(
  `a full disk is 507, loses nothing, and is over once there is room${noDisk ? ` (skipped: ${noDisk})` : ''}`,
  async () => {
    const disk = await testFolder();
    // A disk of 16 MB in a mount namespace, which ends with the process; most of it is taken by something that can go.
    const mount = `mount -t tmpfs -o size=16m none ${disk} && head -c 11000000 /dev/zero > ${disk}/photos && exec "$@"`;
    const wrapper = ['unshare', '--mount', 'sh', '-c', mount, 'sh'];
    const instance = await startInstance({ dataDir: join(disk, 'data'), wrapper });
    const kept = [await addItem(instance, { name: 'first' })];

    let full: { status: number; body: Problem } | undefined;
    for (let n = 0; n < 1000 && full === undefined; n++) {
      const answer = await instance.api<Problem>('POST', '/items', {
        name: `Item ${n}`,
        notes: 'x'.repeat(10_000),
      });
      if (answer.status === 201) kept.push(answer.body as never);
      else full = answer;
    }
    expect(full).toMatchObject({ status: 507, body: { code: 'disk_full' } });
    const rows = JSON.stringify(
      Array.from({ length: 400 }, (_, n) => ({ name: `Row ${n}`, notes: 'y'.repeat(10_000) })),
    );
    const imported = await instance.fetch('/api/v1/items/import?format=json', {
      method: 'POST',
      ...jsonBody(rows),
    });
    expect([imported.status, ((await imported.json()) as Problem).code]).toEqual([507, 'disk_full']);
    expect((await listAll(instance)).map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());

    const [{ id = '' } = {}] = kept;
    // An import that failed may have left some room within the file.
    let notes = '';
    for (let n = 0; ; n++) {
      const longer = `${n} ${'z'.repeat(9000)}`;
      const { status, body } = await instance.api<Problem>('PATCH', `/items/${id}`, { notes: longer });
      if (status !== 200) {
        expect([status, body.code]).toEqual([507, 'disk_full']);
        break;
      }
      notes = longer;
    }
    expect((await readItem(instance, id)).notes).toBe(notes);
    // A backup would take the last room; it is not begun, and leaves nothing.
    const backups = await instance.api<BackupState>('POST', '/backups');
    expect(backups.body).toMatchObject({ backups: [], failure: { code: 'disk_full' } });

    // What a peer sends is not acknowledged either, and comes once there is room.
    const peer = await startInstance({ name: 'Garage' });
    await approveEachOther(instance, peer);
    await giveMany(peer, 250);
    const refused = await peer.api<Problem>('POST', `/peers/${instance.id}/sync`);
    expect([refused.status, refused.body.code]).toEqual([507, 'disk_full']);
    expect(await lastLog(peer)).toMatchObject({ itemsSent: 0, error: expect.stringMatching(/^disk_full/) });
    expect(await listAll(instance)).toHaveLength(kept.length);

    await rm(`/proc/${instance.pid}/root${disk}/photos`);
    await addItem(instance, { name: 'room again' });
    expect(await listAll(instance)).toHaveLength(kept.length + 1);
    expect(await syncWith(peer, instance.id)).toMatchObject({ identical: true });
    expect(await listAll(instance)).toHaveLength(kept.length + 1 + 250);
    expect((await instance.stop()).code).toBe(0);
  },
);
