import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { connect, createSecureContext } from 'node:tls';
import { describe, expect, it, vi } from 'vitest';
import { type CallerCertificate, createGossipListener } from '../../src/adapters/tls/gossip-listener.js';
import { createPeerTransport } from '../../src/adapters/tls/peer-transport.js';
import { closeAfterEach } from './cleanup.js';
import { makeDevice, textOf } from './devices.js';
import { createGrid, signalled } from './grid.js';
import { askByHand, askInPlainText } from './raw-client.js';

const later = closeAfterEach();
const grid = createGrid(await makeDevice(), await makeDevice());
const stranger = await makeDevice();
const get = { method: 'GET', path: '/' } as const;

/** A listener that answers with its caller's id, and notes each caller. */
async function naming(limits: Parameters<typeof createGossipListener>[0]['limits'] = {}) {
  const callers: CallerCertificate[] = [];
  const started = await grid.listen(
    (_request, caller) => {
      callers.push(caller);
      return new Response(caller.instanceId);
    },
    { limits },
  );
  return { ...started, callers };
}

const secureContext = createSecureContext({
  cert: grid.caller.certificatePem,
  key: grid.caller.privateKeyPem,
});

/** An idle TLS connection of the caller. */
async function idle(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', secureContext, rejectUnauthorized: false });
  later(() => socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  return socket.resume();
}

describe('each request names its caller', () => {
  it('by the certificate of its connection', async () => {
    const { address, callers } = await naming();
    for (const identity of [grid.caller, stranger]) {
      const connection = createPeerTransport(identity).connect(address, grid.server);
      later(() => connection.close());
      for (let i = 0; i < 2; i += 1) {
        expect(await textOf((await connection.request(get)).body)).toBe(identity.instanceId);
      }
    }
    expect(callers.map(({ instanceId }) => instanceId)).toEqual([
      ...[grid.caller.instanceId, grid.caller.instanceId],
      ...[stranger.instanceId, stranger.instanceId],
    ]);
    expect(callers[0]?.remoteAddress).toBe('127.0.0.1');
    expect(callers[0]?.certificatePem.trim()).toBe(grid.caller.certificatePem.trim());
  });

  it('as who it is now, whatever session it offers to resume', async () => {
    const { port } = await naming();
    const first = await askByHand(port, grid.caller);
    expect(first.answer).toContain(grid.caller.instanceId);
    const { session } = first;
    expect(session).toBeInstanceOf(Buffer);

    const again = await askByHand(port, grid.caller, { session });
    expect([again.resumed, again.answer.includes(grid.caller.instanceId)]).toEqual([false, true]);

    const withTheSessionOfAnother = await askByHand(port, stranger, { session });
    expect(withTheSessionOfAnother.resumed).toBe(false);
    expect(withTheSessionOfAnother.answer).toContain(stranger.instanceId);
    expect(withTheSessionOfAnother.answer).not.toContain(grid.caller.instanceId);

    const withoutCertificate = await askByHand(port, undefined, { session });
    expect(withoutCertificate).toMatchObject({ secured: true, resumed: false, answer: '' });
  });

  it('even with a certificate outside its dates, as the key is what counts', async () => {
    const old = await makeDevice({ notBefore: new Date(0), notAfter: new Date('2020-01-01') });
    const { port } = await naming();
    expect((await askByHand(port, old)).answer).toContain(old.instanceId);
  });
});

describe('not a byte is answered, and the app is not asked,', () => {
  it('without a client certificate', async () => {
    const { port, callers } = await naming({ headersTimeoutMs: 600_000 });
    expect(await askByHand(port)).toMatchObject({ secured: true, answer: '' });
    // Nor may it stay to say something later.
    const silent = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }).resume();
    silent.on('error', () => {});
    await once(silent, 'close');
    expect(callers).toEqual([]);
  });

  it('by TLS 1.2', async () => {
    const { port, callers } = await naming();
    const outcome = await askByHand(port, grid.caller, { maxVersion: 'TLSv1.2' });
    expect(outcome).toMatchObject({ secured: false, answer: '' });
    expect(callers).toEqual([]);
  });

  it('in plain HTTP', async () => {
    const { port, callers } = await naming();
    const answer = await askInPlainText(port, 'GET / HTTP/1.1\r\nhost: brique\r\n\r\n');
    // A TLS alert at most: record type 21.
    expect([undefined, 21]).toContain(answer[0]);
    expect(answer.length).toBeLessThanOrEqual(7);
    expect(callers).toEqual([]);
  });
});

describe('revoking', () => {
  it('cuts what that caller has open within a second, and nobody else', async () => {
    const { listener, address } = await grid.listen(
      () =>
        new Response(new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('first')) })),
    );
    const [revoked, kept] = [grid.caller, stranger].map((identity) => {
      const connection = createPeerTransport(identity).connect(address, grid.server);
      later(() => connection.close());
      return connection;
    });
    if (revoked === undefined || kept === undefined) throw new Error('two connections');
    const chunksOf = async (connection: typeof revoked) =>
      (await connection.request(get)).body[Symbol.asyncIterator]();
    const streams = [await chunksOf(revoked), await chunksOf(revoked)];
    const other = await chunksOf(kept);
    for (const stream of [...streams, other]) expect((await stream.next()).done).toBe(false);
    const untouched = vi.fn();
    other.next().then(untouched, untouched);

    const start = performance.now();
    listener.cutConnections(grid.caller.instanceId);
    for (const stream of streams)
      await expect(stream.next()).rejects.toMatchObject({ code: 'connection_lost' });
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(untouched).not.toHaveBeenCalled();
    listener.cutConnections('nobody');
  });
});

describe('limits', () => {
  it('300 idle connections leave the next request quick', async () => {
    const { port, address } = await naming({ maxSocketsPerAddress: 400 });
    await Promise.all(Array.from({ length: 300 }, () => idle(port)));
    const start = performance.now();
    expect((await grid.connect(address).request(get)).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(1_000);
  }, 60_000);

  it('bound the connections from one address; a place that is given up is free again', async () => {
    const { port } = await naming({ maxSocketsPerAddress: 3 });
    const three = [await idle(port), await idle(port), await idle(port)];
    expect(await askByHand(port, grid.caller)).toMatchObject({ secured: false, answer: '' });
    three[0]?.end();
    await once(three[0] as Socket, 'close');
    expect((await askByHand(port, grid.caller)).answer).toContain('200 OK');
  });

  it('bound the connections in all', async () => {
    const { port } = await naming({ maxSockets: 2 });
    await idle(port);
    await idle(port);
    expect(await askByHand(port, grid.caller)).toMatchObject({ secured: false, answer: '' });
  });

  it('end a connection that does not finish its handshake, or asks nothing, or asks in bits', async () => {
    const { port, callers } = await naming({ handshakeTimeoutMs: 1_000, headersTimeoutMs: 300 });
    const silent = connectTcp(port, '127.0.0.1').resume();
    silent.on('error', () => {});
    await once(silent, 'close');
    await once(await idle(port), 'close');
    const slow = await idle(port);
    slow.write('GET / HTTP/1.1\r\nhost:');
    await once(slow, 'close');
    expect(callers).toEqual([]);
  });

  it('close a connection that is not used again', async () => {
    const { port } = await naming({ keepAliveTimeoutMs: 100 });
    const socket = await idle(port);
    socket.write('GET / HTTP/1.1\r\nhost: brique\r\n\r\n');
    await once(socket, 'close');
  });

  it('refuse endless headers', async () => {
    const { address } = await naming();
    const headers = { 'x-long': 'x'.repeat(20_000) };
    const answer = grid.connect(address).request({ ...get, headers });
    expect((await answer).status).toBe(431);
  });
});

describe('the listener', () => {
  it('answers 500, without the reason, when the app throws, and reports it', async () => {
    const reported: unknown[] = [];
    const failing = () => Promise.reject(new Error('secret of the server'));
    const { address } = await grid.listen(failing, { onError: (error) => reported.push(error) });
    const response = await grid.connect(address).request(get);
    expect([response.status, await textOf(response.body)]).toEqual([500, '']);
    expect(reported).toEqual([new Error('secret of the server')]);
  });

  it('says in words that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    later(() => other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const fetch = () => new Response();
    const listener = createGossipListener({ identity: grid.server, host: '127.0.0.1', port, fetch });
    await expect(listener.start()).rejects.toMatchObject({
      code: 'not_available',
      message: expect.stringContaining(`Port ${port} for other instances is taken`),
    });
  });

  it('closes at once when its connections are idle', async () => {
    const { listener, address } = await grid.listen(() => new Response('ok'));
    const connection = grid.connect(address);
    await textOf((await connection.request(get)).body);
    const start = performance.now();
    await listener.close(20_000);
    expect(performance.now() - start).toBeLessThan(1_000);
    await expect(grid.connect(address).request(get)).rejects.toMatchObject({ code: 'peer_unreachable' });
  });

  it('lets a running request finish, then closes', async () => {
    const [arrived, release] = [signalled(), signalled()];
    const { listener, address } = await grid.listen(async () => {
      arrived.resolve();
      await release.promise;
      return new Response('finished');
    });
    const request = grid.connect(address).request(get);
    await arrived.promise;
    const start = performance.now();
    const closed = listener.close(20_000);
    release.resolve();
    expect(await textOf((await request).body)).toBe('finished');
    await closed;
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('cuts what is left after the grace: endless requests, unfinished handshakes', async () => {
    const arrived = signalled();
    const { listener, address, port } = await grid.listen(() => {
      arrived.resolve();
      return new Promise<Response>(() => {});
    });
    const silent = connectTcp(port, '127.0.0.1').resume();
    silent.on('error', () => {});
    await once(silent, 'connect');
    const lost = Promise.allSettled([grid.connect(address).request(get)]);
    await arrived.promise;
    await listener.close(100);
    expect(await lost).toMatchObject([{ reason: { code: 'connection_lost' } }]);
  });
});
