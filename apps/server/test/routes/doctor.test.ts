import type { DoctorProgress, DoctorReport } from '@brique/shared';
import { expect, test } from 'vitest';
import { BriqueError } from '../../src/usecases/brique-error.js';
import { addPeer, setTrust } from '../support/api.js';
import { fakeIdentity, startApp, startPair, type TestApp } from '../support/build-app.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';

const examine = async (app: TestApp) => (await app.api<DoctorReport>('POST', '/doctor')).body;
const aboutPeers = ({ checks }: DoctorReport) =>
  checks.filter(({ subject }) => subject !== null).map(({ code }) => code);

test('two instances that reach each other: nothing is wrong but that they do not see each other', async () => {
  const { a, b } = await startPair();
  const report = await examine(a);
  expect(report).toMatchObject({ state: 'warn', durationMs: expect.any(Number) });
  expect(report.checks).toEqual([
    { code: 'network_ok', state: 'ok', subject: null, values: { addresses: '192.0.2.1' } },
    { code: 'multicast_ok', state: 'ok', subject: null, values: { count: 1 } },
    { code: 'listener_ok', state: 'ok', subject: null, values: { port: 9080 } },
    { code: 'peer_unseen', state: 'warn', subject: b.id, values: { name: 'Garage', address: b.address } },
  ]);
});

test('it tells how far it is, then the report', async () => {
  const { a } = await startPair();
  const response = await a.ui('/api/v1/doctor', {
    method: 'POST',
    headers: { accept: 'application/x-ndjson' },
  });
  const lines = (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { progress?: DoctorProgress; result?: DoctorReport });
  expect(lines[0]).toEqual({ progress: { done: 0, total: 3 } });
  expect(lines.at(-1)?.result?.checks.length).toBe(4);
});

test('a peer that has not approved us, or no longer', async () => {
  const { a, b } = await startPair();
  await setTrust(b, a.id, false);
  expect(aboutPeers(await examine(a))).toContain('peer_not_approved');
});

test('a peer whose clock is wrong', async () => {
  const network = createFakeNetwork();
  const a = await startApp({ name: 'Atelier', network });
  const wall = createFakeClock();
  const b = await startApp({ name: 'Garage', network, wall });
  await addPeer(a, b.address);
  await setTrust(a, b.id, true);
  await addPeer(b, a.address);
  await setTrust(b, a.id, true);
  wall.move(600_000);
  const { checks } = await examine(a);
  expect(checks.find(({ code }) => code === 'peer_clock')).toMatchObject({
    state: 'bad',
    subject: b.id,
    values: { name: 'Garage', seconds: 600 },
  });
});

test('a peer that is gone, whose port is closed, and at whose address others answer', async () => {
  const { a, b, network } = await startPair();
  const there = network.members.get(b.address);
  if (there === undefined) throw new Error('Garage is not on the network');
  network.members.delete(b.address);
  expect(aboutPeers(await examine(a))).toEqual(['peer_silent']);

  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  network.members.set(b.address, {
    ...there,
    fetch: () => {
      throw new BriqueError('peer_unreachable', 'Nobody listens.', [], { cause: refused });
    },
  });
  expect(aboutPeers(await examine(a))).toEqual(['peer_port_closed']);

  network.members.set(b.address, { ...there, identity: fakeIdentity('Garage, set up anew') });
  expect(aboutPeers(await examine(a))).toEqual(['peer_certificate_changed']);
  network.members.set(b.address, { ...there, identity: a.identity });
  expect(aboutPeers(await examine(a))).toEqual(['peer_address_taken']);
});

test('a network that swallows what is sent to all', async () => {
  const app = await startApp({ multicast: { hearsItself: false, others: 0 } });
  expect((await examine(app)).checks.map(({ code }) => code)).toContain('multicast_blocked');
  await app.api('PATCH', '/settings', { discoveryEnabled: false });
  const without = await examine(app);
  expect(without.checks.map(({ code }) => code)).not.toContain('multicast_blocked');
  expect(without.state).toBe('ok');
});

test('it changes nothing: the peers are as they were', async () => {
  const { a } = await startPair();
  const before = await a.api('GET', '/peers');
  await examine(a);
  expect((await a.api('GET', '/peers')).body).toEqual(before.body);
  expect(a.faults).toEqual([]);
});
