import { expect, onTestFinished, test } from 'vitest';
import { createPeerTransport } from '../../src/adapters/tls/peer-transport.js';
import { peerOf, setTrust } from '../support/api.js';
import { giveMany } from '../support/many-items.js';
import { startInstance } from '../support/processes.js';
import { makeDevice } from '../tls/devices.js';

test('revoking cuts a connection that streams, within a second, in the middle', async () => {
  const instance = await startInstance();
  await giveMany(instance, 2000);
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

  await setTrust(instance, device.instanceId, false);
  const revoked = Date.now();
  const cut = (async () => {
    while ((await reading.next()).done !== true);
  })();

  await expect(cut).rejects.toMatchObject({ code: 'connection_lost' });
  expect(Date.now() - revoked).toBeLessThan(1000);
  expect((await connection.request({ method: 'GET', path })).status).toBe(403);
  expect(await peerOf(instance, device.instanceId)).toMatchObject({ trust: 'revoked' });
});
