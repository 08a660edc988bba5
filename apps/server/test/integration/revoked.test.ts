import { expect, onTestFinished, test } from 'vitest';
import { createPeerTransport } from '../../src/adapters/tls/peer-transport.js';
import { peerOf, setTrust } from '../support/api.js';
import { importMany } from '../support/many-items.js';
import { startInstance } from '../support/processes.js';
import { makeDevice } from '../tls/devices.js';

test('revoking cuts a connection that streams, within a second, in the middle', async () => {
  const instance = await startInstance();
  await importMany(instance, 8000);
  const device = await makeDevice();
  const transport = createPeerTransport(device);
  const connection = transport.connect(instance.address, await transport.identify(instance.address));
  onTestFinished(() => connection.close());
  const path = '/api/v1/gossip/items/changes';
  const headers = { accept: 'application/x-ndjson' };
  expect((await connection.request({ method: 'GET', path })).status).toBe(403);
  expect(await peerOf(instance, device.instanceId)).toMatchObject({ trust: 'requested' });
  await setTrust(instance, device.instanceId, true);

  const { status, body } = await connection.request({ method: 'GET', path, headers, maxBytes: Infinity });
  expect(status).toBe(200);
  const reading = body[Symbol.asyncIterator]();
  expect((await reading.next()).done).toBe(false);

  const asked = Date.now();
  await setTrust(instance, device.instanceId, false);
  const cut = (async () => {
    while ((await reading.next()).done !== true);
  })();

  await expect(cut).rejects.toMatchObject({ code: 'connection_lost' });
  expect(Date.now() - asked).toBeLessThan(1000);
  expect((await connection.request({ method: 'GET', path })).status).toBe(403);
  expect(await peerOf(instance, device.instanceId)).toMatchObject({ trust: 'revoked' });
});
