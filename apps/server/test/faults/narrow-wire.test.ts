import type { Problem, SyncResult } from '@brique/shared';
import { expect, it, onTestFinished } from 'vitest';
import { startTlsInstance, type TlsInstance } from '../crash/tls-instance.js';
import { sampleItem, writeOf } from '../replica-store/sample-items.js';
import { addPeer, setTrust } from '../support/api.js';
import { testFolder } from '../support/temp-folder.js';
import { startWire } from './wire.js';
import { docsOf } from './words.js';

const KIB = 1024;
/** Of some 10 KB each: on a good line one batch. */
const ITEMS = 120;

it('over real connections that are cut after 300 KiB in each session, two that have 1.2 MB for each other end identical', async () => {
  const folder = await testFolder();
  const a = await startOne(folder, 'Atelier');
  const b = await startOne(folder, 'Garage');
  const wire = await startNarrowWire(b.address, 300 * KIB);
  await addPeer(a, wire.address);
  await setTrust(a, b.id, true);
  await addPeer(b, a.address);
  await setTrust(b, a.id, true);
  await fill(a, 0);
  await fill(b, 1);
  const codes: string[] = [];
  while (codes.at(-1) !== 'done' && codes.length < 20) {
    wire.renew();
    const { status, body } = await a.api<SyncResult | Problem>('POST', `/peers/${b.id}/sync`);
    codes.push(status === 200 ? 'done' : 'code' in body ? body.code : '');
  }
  expect([...new Set(codes)]).toEqual(['connection_lost', 'done']);
  expect((await docsOf(a)) === (await docsOf(b))).toBe(true);
});

/** @param odd the two hold items of their own, which lie between each other's */
async function fill(side: TlsInstance, odd: number): Promise<void> {
  const items = Array.from({ length: ITEMS }, (_, n) =>
    writeOf(sampleItem(2 * n + odd, { notes: 'x'.repeat(10_000) })),
  );
  await side.store.write((tx) => tx.save(items));
}

async function startOne(folder: string, name: string): Promise<TlsInstance> {
  const instance = await startTlsInstance(folder, name, 1000);
  onTestFinished(() => instance.close());
  return instance;
}

/** A way to an address on which no more than so many bytes pass, of both directions together, until it is renewed. */
async function startNarrowWire(target: string, bytes: number) {
  let left = bytes;
  const address = await startWire(target, (ends) => (piece, to) => {
    left -= piece.length;
    if (left >= 0) to.write(piece);
    else for (const end of ends) end.destroy();
  });
  return {
    address,
    renew() {
      left = bytes;
    },
  };
}
