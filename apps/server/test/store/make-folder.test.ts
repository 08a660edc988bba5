import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../src/adapters/store/make-folder.js';
import { testFolder } from '../support/temp-folder.js';

it('instances that start side by side all get their folders, though none of those above is there', async () => {
  const folder = await testFolder();
  for (let round = 0; round < 20; round++) {
    const home = join(folder, `${round}`, 'data', 'brique');
    const names = Array.from({ length: 10 }, (_, index) => `instance-${index}`);
    await Promise.all(names.map((name) => makeFolder(join(home, name))));
    expect((await readdir(home)).sort()).toEqual(names);
  }
});

it('a folder that is there already stays as it is', async () => {
  const folder = await testFolder();
  await makeFolder(join(folder, 'data'));
  await makeFolder(join(folder, 'data'));
  expect(await readdir(folder)).toEqual(['data']);
});

it('where the system makes no folder, it says why', async () => {
  await expect(makeFolder('/dev/null/brique')).rejects.toMatchObject({ code: 'ENOTDIR' });
});
