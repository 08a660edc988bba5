import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { syncToDisk } from '../../src/adapters/sync-to-disk.js';
import { loadOrCreateIdentity } from '../../src/adapters/tls/identity.js';
import { testFolder } from '../support/temp-folder.js';

const synced = vi.hoisted((): string[] => []);

// As Windows has it: what was opened for reading alone, as each folder is, cannot be synced.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open: typeof real.open = async (path, flags, mode) => {
    const handle = await real.open(path, flags, mode);
    handle.sync = async () => {
      if (flags === 'r') throw Object.assign(new Error('no'), { code: 'EPERM' });
      synced.push(String(path));
    };
    return handle;
  };
  return { ...real, open };
});

test('where a system syncs no folders, files are synced all the same', async () => {
  const folder = await testFolder();
  const file = join(folder, 'file');
  await writeFile(file, 'text');
  await syncToDisk(folder);
  await syncToDisk(file);
  expect(synced).toEqual([file]);
  expect(await loadOrCreateIdentity(join(folder, 'data'))).toMatchObject({ instanceId: expect.any(String) });
  await expect(syncToDisk(join(folder, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
});
