import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { DataFolderError } from '../../src/adapters/store/data-folder.js';
import { loadOrCreateIdentity } from '../../src/adapters/tls/identity.js';
import { readConfig } from '../../src/config.js';
import { startInstance } from '../../src/instance.js';
import { BriqueError } from '../../src/usecases/brique-error.js';
import { testFolder } from '../support/temp-folder.js';
import { failingFiles } from './failing-files.js';
import { callsToFail, random, SEED } from './strides.js';

const ERRORS = ['EIO', 'ENOSPC', 'EACCES', 'EROFS'] as const;

function start(dataDir: string) {
  const options = ['--port', '0', '--gossip-port', '0', '--gossip-host', '127.0.0.1', '--no-discovery'];
  return startInstance(readConfig([...options, '--data-dir', dataDir], {}, '/'), pino({ level: 'silent' }));
}

it.each([
  ['one call', false],
  ['that call and all that follow', true],
])(
  'a first start in which the file system fails, %s, says why, and the next one succeeds',
  async (_, stays) => {
    let failed = 0;
    for (const n of callsToFail(3)) {
      const dataDir = join(await testFolder(), 'data');
      const code = random.pick(ERRORS);
      const files = failingFiles(dataDir, (call) => (call === n || (stays && call > n) ? code : null));
      const where = `call ${n} fails with ${code}, seed ${SEED}`;
      const outcome = await start(dataDir).catch((error: unknown) => error);
      files.heal();
      if (outcome instanceof Error) {
        failed += 1;
        const isExpected = outcome instanceof DataFolderError || outcome instanceof BriqueError;
        expect(isExpected, `${where}: ${outcome.stack}`).toBe(true);
        expect(outcome.message, where).toMatch(/^[^\n]*\bdata\b[^\n]*$/);
      }
      const first = outcome instanceof Error ? null : await loadOrCreateIdentity(dataDir);
      if (!(outcome instanceof Error)) await (outcome as Awaited<ReturnType<typeof start>>).close();
      const again = await start(dataDir).catch((error: unknown) => {
        throw new Error(`${where}; then it does not start any more`, { cause: error });
      });
      await again.close();
      if (first !== null) expect(await loadOrCreateIdentity(dataDir), where).toEqual(first);
      if (files.calls < n) break;
    }
    expect(failed).toBeGreaterThan(2);
  },
);

it('an identity that is interrupted at any call while it is made is made, once, by the next start', async () => {
  let n = 0;
  for (let calls = n; calls >= n; ) {
    n += 1;
    const stays = random.chance(0.5);
    const folder = await testFolder();
    const files = failingFiles(folder, (call) => (call === n || (stays && call > n) ? 'EIO' : null));
    const first = await loadOrCreateIdentity(folder).catch(() => null);
    files.heal();
    const second = await loadOrCreateIdentity(folder);
    if (first !== null) expect(second).toEqual(first);
    expect(await loadOrCreateIdentity(folder), `call ${n}`).toEqual(second);
    calls = files.calls;
  }
});
