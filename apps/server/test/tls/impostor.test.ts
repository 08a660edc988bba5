import { randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createPeerTransport } from '../../src/adapters/tls/peer-transport.js';
import type { PeerConnection, PeerRequest } from '../../src/usecases/gossip/peer-transport.js';
import { closeAfterEach } from './cleanup.js';
import { identityOf, makeDevice, textOf } from './devices.js';
import { forgeCopy, makeAuthority, signedBy } from './forged-certificates.js';
import { type RecordingServer, startRecordingServer } from './recording-server.js';

const later = closeAfterEach();
const us = await makeDevice();
const honest = await makeDevice();
const SECRET = 'notes that only the honest peer may read';
const push: PeerRequest = {
  method: 'POST',
  path: `/api/v1/gossip/items/batch?${SECRET.length}`,
  body: SECRET,
};

async function record(...how: Parameters<typeof startRecordingServer>): Promise<RecordingServer> {
  const server = await startRecordingServer(...how);
  later(server.close);
  return server;
}

function pinnedTo(peer: { instanceId: string; certificatePem: string }, address: string): PeerConnection {
  const connection = createPeerTransport(us).connect(address, peer);
  later(() => connection.close());
  return connection;
}

async function expectNothingSent(connection: PeerConnection, impostor: RecordingServer): Promise<void> {
  const streamed = {
    ...push,
    body: (async function* () {
      yield Buffer.from(SECRET);
    })(),
  };
  const before = impostor.connections;
  for (const request of [push, streamed, { method: 'GET' as const, path: '/api/v1/gossip/info' }]) {
    await expect(connection.request(request)).rejects.toMatchObject({
      code: 'identity_mismatch',
      message: expect.stringMatching(/Another device answered at 127\.0\.0\.1:\d+ .*Nothing was sent to it/),
    });
  }
  expect(impostor.connections - before).toBe(3);
  expect(await impostor.received()).toBe('');
}

describe('an impostor receives zero application bytes', () => {
  it('(the recorder does see what an honest peer is sent)', async () => {
    const server = await record(honest);
    const connection = pinnedTo(honest, server.address);
    const response = await connection.request(push);
    expect(await textOf(response.body)).toBe('hi');
    connection.close();
    expect(await server.received()).toContain(SECRET);
  });

  it('with a certificate of its own', async () => {
    const impostor = await record(await makeDevice());
    await expectNothingSent(pinnedTo(honest, impostor.address), impostor);
  });

  it('with a copy of the honest certificate in everything but the key', async () => {
    const forged = await forgeCopy(honest);
    const [copy, model] = [forged, honest].map(({ certificatePem }) => new X509Certificate(certificatePem));
    expect([copy?.subject, copy?.serialNumber]).toEqual([model?.subject, model?.serialNumber]);
    const impostor = await record(forged);
    await expectNothingSent(pinnedTo(honest, impostor.address), impostor);
  });

  it('with an expired certificate of its own', async () => {
    const old = await makeDevice({ notBefore: new Date(0), notAfter: new Date('2020-01-01') });
    const impostor = await record(old);
    await expectNothingSent(pinnedTo(honest, impostor.address), impostor);
  });

  it('with a certificate that the pinned key signed for somebody else', async () => {
    const authority = await makeAuthority();
    const impostor = await record(await signedBy(authority));
    await expectNothingSent(pinnedTo(identityOf(authority), impostor.address), impostor);
  });

  it('with the certificate of another peer that we trust: two that swapped their addresses', async () => {
    const garage = await makeDevice();
    const transport = createPeerTransport(us);
    const [here, there] = [await record(honest), await record(garage)];
    for (const [peer, server] of [
      [honest, there],
      [garage, here],
    ] as const) {
      const connection = transport.connect(server.address, peer);
      later(() => connection.close());
      await expectNothingSent(connection, server);
    }
  });

  it('when the stored certificate is not the one of the stored id', async () => {
    const other = await makeDevice();
    const impostor = await record(other);
    const connection = pinnedTo(
      { instanceId: honest.instanceId, certificatePem: other.certificatePem },
      impostor.address,
    );
    await expect(connection.request(push)).rejects.toMatchObject({ code: 'identity_mismatch' });
    expect(impostor.connections).toBe(0);
  });
});

describe('an impostor that takes over the address after a first, honest connection', () => {
  it('receives zero application bytes', async () => {
    const first = await record(honest);
    const connection = pinnedTo(honest, first.address);
    await textOf((await connection.request(push)).body);
    await first.close();

    const impostor = await record(await makeDevice(), {}, first.port);
    await expectNothingSent(connection, impostor);
  });

  it('receives zero application bytes even if it knows the ticket keys, so that a resumed session would pass', async () => {
    const tickets = { ticketKeys: randomBytes(48), sessionIdContext: 'same' };
    const first = await record(honest, tickets);
    const connection = pinnedTo(honest, first.address);
    await textOf((await connection.request(push)).body);
    const session = await sessionOf(first);
    await first.close();

    const impostor = await record(await makeDevice(), tickets, first.port);
    // The trap works: a client that offers its session takes the impostor for the honest peer.
    const naive = connect({ port: impostor.port, host: '127.0.0.1', ca: [honest.certificatePem], session });
    await once(naive, 'secureConnect');
    expect([naive.authorized, naive.isSessionReused()]).toEqual([true, true]);
    naive.resume().end();
    await once(naive, 'close');
    expect(impostor.resumed).toBe(1);

    await expectNothingSent(connection, impostor);
    // Nor does a new connection of the same process offer one.
    await expectNothingSent(pinnedTo(honest, impostor.address), impostor);
    expect(impostor.resumed).toBe(1);
  });
});

/** A session that `server` gave out. */
async function sessionOf(server: RecordingServer): Promise<Buffer> {
  const ca = [honest.certificatePem];
  const socket = connect({ port: server.port, host: '127.0.0.1', ca, checkServerIdentity: () => undefined });
  socket.once('secureConnect', () => socket.write('GET / HTTP/1.1\r\n\r\n'));
  const [session] = (await once(socket, 'session')) as [Buffer];
  socket.destroy();
  return session;
}

describe('a certificate outside its dates', () => {
  it.each([
    ['has expired', { notBefore: new Date(0), notAfter: new Date('2020-01-01') }],
    ['is not valid yet', { notBefore: new Date('9000-01-01'), notAfter: new Date('9999-01-01') }],
  ])(
    'of the pinned peer %s: nothing is sent, and the message speaks of the date',
    async (words, validity) => {
      const peer = await makeDevice(validity);
      const server = await record(peer);
      await expect(pinnedTo(peer, server.address).request(push)).rejects.toMatchObject({
        code: 'identity_mismatch',
        message: expect.stringMatching(new RegExp(`certificate .*${words}.*this machine’s date`)),
      });
      expect(await server.received()).toBe('');
    },
  );
});
