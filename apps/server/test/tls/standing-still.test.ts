import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { setTimeout as work } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPeerTransport } from '../../src/adapters/tls/peer-transport.js';
import { layCable } from './cable.js';
import { closeAfterEach } from './cleanup.js';
import { makeDevice, textOf } from './devices.js';
import { createGrid, signalled } from './grid.js';

const later = closeAfterEach();
const grid = createGrid(await makeDevice(), await makeDevice());
const get = { method: 'GET', path: '/' } as const;
const silenceMs = 50;

/** A peer at the other end of a cable. */
async function peerBehind(...args: Parameters<typeof grid.listen>) {
  const { port } = await grid.listen(...args);
  const cable = await layCable(port);
  later(cable.close);
  return cable;
}

describe('a connection that stands still', () => {
  it('is given up as soon as the peer answers a new one', async () => {
    const cable = await peerBehind(() => new Response('ok'));
    const connection = grid.connect(cable.address, { silenceMs });
    await textOf((await connection.request(get)).body);
    cable.standStill();
    await expect(connection.request(get)).rejects.toMatchObject({
      code: 'connection_lost',
      message: expect.stringContaining('though a new one is answered'),
    });
  });

  it('before the first answer as well, and in the middle of one', async () => {
    const asked = signalled();
    const cable = await peerBehind(({ url }) => {
      if (url.endsWith('/stream')) return new Response(ReadableStream.from(twoPieces()));
      asked.resolve();
      return new Promise<Response>(() => {});
    });
    async function* twoPieces() {
      yield Buffer.from('first');
      await new Promise(() => {});
    }
    const limits = { silenceMs };
    const first = grid.connect(cable.address, limits).request(get);
    await asked.promise;
    cable.standStill();
    await expect(first).rejects.toMatchObject({ code: 'connection_lost' });

    const { body } = await grid.connect(cable.address, limits).request({ method: 'GET', path: '/stream' });
    const reading = (async () => {
      for await (const piece of body) {
        expect(Buffer.from(piece).toString()).toBe('first');
        cable.standStill();
      }
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'connection_lost',
      message: expect.stringContaining('though a new one is answered'),
    });
  });

  it('on the way to the peer only, in the middle of an upload, which the peer waits for', async () => {
    const begun = signalled();
    const fetch = async (request: Request) => {
      if (request.body === null) return new Response('ok');
      const reader = request.body.getReader();
      await reader.read();
      begun.resolve();
      await reader.read();
      return new Response('all of it');
    };
    const cable = await peerBehind(fetch, { limits: { beatMs: 10 } });
    const connection = grid.connect(cable.address, { silenceMs });
    await textOf((await connection.request(get)).body);
    async function* body() {
      yield Buffer.from('first');
      await begun.promise;
      cable.standStillThere();
      yield Buffer.from('second');
    }
    await expect(connection.request({ method: 'POST', path: '/', body: body() })).rejects.toMatchObject({
      code: 'connection_lost',
      message: expect.stringContaining('though a new one is answered'),
    });
  });

  it('is waited for as long as nobody answers a new one either', async () => {
    const cable = await peerBehind(() => new Response('ok'));
    const connection = grid.connect(cable.address, { silenceMs, idleTimeoutMs: 400 });
    await textOf((await connection.request(get)).body);
    cable.standStill();
    cable.swallow(Infinity);
    await expect(connection.request(get)).rejects.toMatchObject({
      code: 'connection_lost',
      message: expect.stringContaining('not a byte for 0.4 s.'),
    });
  });
});

describe('a peer that takes its time', () => {
  it('is given all of it when it is of a version that does not say that it is at work', async () => {
    const { certificatePem: cert, privateKeyPem: key } = grid.server;
    const answers = [(response: ServerResponse) => void response.end('ok'), () => {}];
    const server = createServer({ cert, key }, (_, response) => answers.shift()?.(response));
    server.listen(0, '127.0.0.1');
    later(() => {
      server.closeAllConnections();
      server.close();
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connection = grid.connect(`127.0.0.1:${port}`, { silenceMs, idleTimeoutMs: 10 * silenceMs });
    await textOf((await connection.request(get)).body);
    await expect(connection.request(get)).rejects.toMatchObject({
      code: 'connection_lost',
      message: expect.stringContaining('not a byte for 0.5 s.'),
    });
  });

  it('is waited for, since it says that it is at work', async () => {
    const slow = async () => {
      await work(20 * silenceMs);
      return new Response('done');
    };
    const { address } = await grid.listen(slow, { limits: { beatMs: 10 } });
    const connection = grid.connect(address, { silenceMs });
    for (const _ of ['unknown', 'known'])
      expect(await textOf((await connection.request(get)).body)).toBe('done');
  });
});

describe('a try to connect that hangs', () => {
  it('is joined by another, which is answered', async () => {
    const cable = await peerBehind(() => new Response('ok'));
    const limits = { connectAgainMs: 50 };
    cable.swallow(2);
    expect((await grid.connect(cable.address, limits).request(get)).status).toBe(200);
    cable.swallow(2);
    const found = await createPeerTransport(grid.caller, limits).identify(cable.address);
    expect(found.instanceId).toBe(grid.server.instanceId);
  });

  it('is left its time, though others join it and hang', async () => {
    const { port } = await grid.listen(() => new Response('ok'));
    const sockets = new Set<Socket>();
    const server = createTcpServer((near) => {
      const isFirst = sockets.size === 0;
      sockets.add(near);
      near.on('error', () => {});
      if (!isFirst) return near.resume();
      // Time enough for the others to come and go.
      void work(400).then(() => {
        const far = connect(port, '127.0.0.1');
        sockets.add(far);
        far.on('error', () => {});
        near.pipe(far).pipe(near);
      });
    }).listen(0, '127.0.0.1');
    later(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    await once(server, 'listening');
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await grid.connect(address, { connectAgainMs: 20 }).request(get)).status).toBe(200);
  });

  it('and all that follow, few at a time, until the time is over', async () => {
    const cable = await peerBehind(() => new Response('ok'));
    cable.swallow(Infinity);
    const limits = { connectAgainMs: 20, connectTimeoutMs: 600 };
    await expect(grid.connect(cable.address, limits).request(get)).rejects.toMatchObject({
      code: 'peer_unreachable',
    });
    expect(cable.peak).toBeGreaterThan(1);
    // The end of one may be noticed after the beginning of the next.
    expect(cable.peak).toBeLessThanOrEqual(4);
  });
});
