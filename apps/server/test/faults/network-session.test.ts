import { expect, it, onTestFinished } from 'vitest';
import { startTlsInstance, type TlsInstance } from '../crash/tls-instance.js';
import { addPeer, setTrust } from '../support/api.js';
import { testFolder } from '../support/temp-folder.js';
import { startFailingWire, WIRE_FAULTS } from './failing-wire.js';
import { addSome, expectSessionSurvives } from './session-under-fault.js';
import { callsToFail, random, SEED } from './strides.js';

/** Not a byte for so long, ms: then a connection is given up. */
const PATIENCE_MS = 500;

it('whichever piece of a session’s connection is lost: it says so, nothing is half, and the next session ends identical', async () => {
  const folder = await testFolder();
  const a = await startOne(folder, 'Atelier');
  const b = await startOne(folder, 'Garage');
  const wire = await startFailingWire(b.address);
  await addPeer(a, wire.address);
  await setTrust(a, b.id, true);
  await addPeer(b, a.address);
  await setTrust(b, a.id, true);
  const outcomes = new Set<string>();
  for (const n of callsToFail(6)) {
    const written = await addSome(a, b, `${n}`);
    const fault = random.pick(WIRE_FAULTS);
    const where = `piece ${n}: ${fault}, seed ${SEED}`;
    let isReached = false;
    const outcome = await expectSessionSurvives(a, b, written, where, () => {
      wire.failAt(n, fault);
      return () => {
        isReached = wire.pieces >= n;
        wire.heal();
      };
    });
    outcomes.add(outcome.code);
    if (outcome.code !== 'done') expect(outcome.line, where).toMatch(new RegExp(`^${outcome.code}: `));
    if (!isReached) break;
  }
  expect([...outcomes]).toEqual(expect.arrayContaining(['connection_lost', 'done']));
});

async function startOne(folder: string, name: string): Promise<TlsInstance> {
  const limits = { connectTimeoutMs: PATIENCE_MS, idleTimeoutMs: PATIENCE_MS };
  const instance = await startTlsInstance(folder, name, 6, limits);
  onTestFinished(() => instance.close());
  return instance;
}
