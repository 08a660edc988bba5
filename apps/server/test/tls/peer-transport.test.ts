import { once } from 'node:events';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parsePeerAddress } from '../../src/adapters/tls/peer-address.js';
import { createPeerTransport } from '../../src/adapters/tls/peer-transport.js';
import { closeAfterEach } from './cleanup.js';
import { makeDevice, textOf } from './devices.js';
import { createGrid, signalled } from './grid.js';
import { startRecordingServer, unusedPort } from './recording-server.js';

const later = closeAfterEach();
const grid = createGrid(await makeDevice(), await makeDevice());
const info = { method: 'GET', path: '/api/v1/gossip/info' } as const;

/** A server of the honest peer that answers as it likes. */
async function answering(answer: Parameters<typeof createHttps>[1]): Promise<string> {
  const { certificatePem: cert, privateKeyPem: key } = grid.server;
  const server = createHttps({ cert, key }, answer).listen(0, '127.0.0.1');
  later(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a request to a peer', () => {
  it('brings the status, the headers and the body', async () => {
    const { address } = await grid.listen(async (request) => {
      const { pathname, search } = new URL(request.url);
      const said = await request.text();
      const headers = { 'X-Said': request.headers.get('x-say') ?? '' };
      return Response.json({ method: request.method, pathname, search, said }, { status: 418, headers });
    });
    const connection = grid.connect(address);
    const path = '/a/b?c=%C3%A9';
    const post = await connection.request({
      method: 'POST',
      path,
      headers: { 'x-say': 'hello' },
      body: 'été',
    });
    expect(post).toMatchObject({
      status: 418,
      headers: { 'x-said': 'hello', 'content-type': 'application/json' },
    });
    const seen = { method: 'POST', pathname: '/a/b', search: '?c=%C3%A9', said: 'été' };
    expect(JSON.parse(await textOf(post.body))).toEqual(seen);

    const bytes = await connection.request({ method: 'POST', path, body: Buffer.from('bytes') });
    expect(JSON.parse(await textOf(bytes.body))).toEqual({ ...seen, said: 'bytes' });
    const gone = await connection.request({ method: 'DELETE', path });
    expect(JSON.parse(await textOf(gone.body))).toEqual({ ...seen, method: 'DELETE', said: '' });
  });

  it('reuses one connection for requests that follow each other, and counts its bytes on the wire', async () => {
    const { address } = await grid.listen(() => new Response('x'.repeat(10_000)));
    const connection = grid.connect(address);
    expect([connection.bytesReceived, connection.bytesSent]).toEqual([0, 0]);
    await textOf((await connection.request(info)).body);
    const [received, sent] = [connection.bytesReceived, connection.bytesSent];
    // A handshake with both certificates takes about 1 KB each way, and another with the hybrid key exchange of Node 24.
    expect(received).toBeGreaterThan(10_000 + 500);
    expect(received).toBeLessThan(10_000 + 3_000);
    expect(sent).toBeGreaterThan(500);
    expect(sent).toBeLessThan(3_000);
    for (let i = 0; i < 20; i += 1) await textOf((await connection.request(info)).body);
    expect(connection.bytesReceived - received).toBeLessThan(20 * 10_400);
    expect(connection.bytesSent - sent).toBeLessThan(20 * 250);
    const total = connection.bytesReceived;
    connection.close();
    expect(connection.bytesReceived).toBe(total);
  });

  it('may overlap with another, each waiting for the other', async () => {
    const second = signalled();
    const { address } = await grid.listen(async ({ url }) => {
      if (url.endsWith('/second')) second.resolve();
      else await second.promise;
      return new Response('ok');
    });
    const connection = grid.connect(address);
    const requests = ['/first', '/second'].map((path) => connection.request({ method: 'GET', path }));
    for (const response of await Promise.all(requests)) expect(await textOf(response.body)).toBe('ok');
  });

  it('asks for no compression, and refuses what comes compressed, or without a length', async () => {
    const asked: unknown[] = [];
    const address = await answering((request, response) => {
      asked.push(request.headers['accept-encoding']);
      if (request.url === '/gzip') response.setHeader('content-encoding', 'gzip');
      else response.useChunkedEncodingByDefault = false;
      response.write('something');
      response.end();
    });
    for (const path of ['/gzip', '/endless']) {
      await expect(grid.connect(address).request({ method: 'GET', path })).rejects.toMatchObject({
        code: 'protocol_mismatch',
      });
    }
    expect(asked).toEqual(['identity', 'identity']);
  });

  it('ends when the peer switches to another protocol or hangs up instead of answering', async () => {
    const address = await answering(({ url, socket }) => {
      socket.end(
        url === '/switch'
          ? 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'
          : '',
      );
    });
    for (const path of ['/switch', '/hang-up']) {
      await expect(grid.connect(address).request({ method: 'GET', path })).rejects.toMatchObject({
        code: 'connection_lost',
      });
    }
  });

  it('says so when what answers is not HTTP', async () => {
    const address = await answering(({ socket }) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    await expect(grid.connect(address).request(info)).rejects.toMatchObject({
      code: 'protocol_mismatch',
      message: expect.stringContaining('something that is not HTTP'),
    });
  });

  it('follows no redirect', async () => {
    const seen: unknown[] = [];
    const address = await answering((request, response) => {
      seen.push(request.url);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const response = await grid.connect(address).request(info);
    expect([response.status, response.headers.location]).toEqual([307, '/elsewhere']);
    expect(await textOf(response.body)).toBe('');
    expect(seen).toEqual([info.path]);
  });

  it('is refused early without the upload being sent to its end', async () => {
    const { address } = await grid.listen(() => new Response('no', { status: 403 }));
    let sent = 0;
    const body = (async function* () {
      for (; sent < 10_000; sent += 1) yield Buffer.alloc(64 * 1024);
    })();
    const response = await grid.connect(address).request({ method: 'POST', path: '/', body });
    expect([response.status, await textOf(response.body)]).toEqual([403, 'no']);
    expect(sent).toBeLessThan(1_000);
  });

  it('throws what its own body throws', async () => {
    const { address } = await grid.listen(async (request) => new Response(await request.text()));
    const body = (async function* () {
      yield Buffer.from('some');
      throw new Error('the disk broke');
    })();
    const request = grid.connect(address).request({ method: 'POST', path: '/', body });
    await expect(request).rejects.toThrow('the disk broke');
  });
});

describe('a kept-open connection that the peer closed meanwhile', () => {
  it('is replaced for a GET, unnoticed; a POST, which may have been heard, says connection_lost', async () => {
    const { listener, address } = await grid.listen(() => new Response('ok'));
    const connection = grid.connect(address);
    for (let i = 0; i < 3; i += 1) {
      // Cut and asked again in the same turn, so that the caller cannot know yet.
      const response = await connection.request(info);
      expect(await textOf(response.body)).toBe('ok');
      listener.cutConnections(grid.caller.instanceId);
    }
    await expect(connection.request({ method: 'POST', path: '/', body: 'x' })).rejects.toMatchObject({
      code: 'connection_lost',
    });
  });
});

describe('a peer that cannot be reached', () => {
  it('because nothing listens', async () => {
    const address = `127.0.0.1:${await unusedPort()}`;
    const unreachable = {
      code: 'peer_unreachable',
      message: expect.stringMatching(/^Cannot connect to 127\.0\.0\.1:\d+: nothing listens there/),
    };
    await expect(grid.connect(address).request(info)).rejects.toMatchObject(unreachable);
    await expect(createPeerTransport(grid.caller).identify(address)).rejects.toMatchObject(unreachable);
  });

  it('because its name does not exist', async () => {
    await expect(grid.connect('no-such-name.invalid:9080').request(info)).rejects.toMatchObject({
      code: 'peer_unreachable',
      message: expect.stringContaining('Try its IP address'),
    });
  });

  it.each([
    ['hangs', /did not answer within 0\.2 s/, () => {}],
    ['hangs up', /closed at once/, (socket: Socket) => socket.destroy()],
    [
      'speaks plain HTTP',
      /does not speak TLS 1\.3/,
      (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    ],
  ])('because what listens there %s', async (what, message, answer) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      later(() => socket.destroy());
      answer(socket);
    }).listen(0, '127.0.0.1');
    later(() => server.close());
    await once(server, 'listening');
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const limits = what === 'hangs' ? { connectTimeoutMs: 200 } : {};
    const unreachable = { code: 'peer_unreachable', message: expect.stringMatching(message) };
    await expect(grid.connect(address, limits).request(info)).rejects.toMatchObject(unreachable);
    await expect(createPeerTransport(grid.caller, limits).identify(address)).rejects.toMatchObject(
      unreachable,
    );
  });
});

describe('identify', () => {
  it('tells who answers, without a word and without saying who asks', async () => {
    const answers: unknown[] = [];
    const { address } = await grid.listen((_request, caller) => {
      answers.push(caller);
      return new Response();
    });
    const { instanceId, certificatePem } = grid.server;
    const found = await createPeerTransport(grid.caller).identify(address);
    expect(found.instanceId).toBe(instanceId);
    expect(found.certificatePem.trim()).toBe(certificatePem.trim());
    expect(answers).toEqual([]);
    // What it found is what a connection needs.
    const connection = createPeerTransport(grid.caller).connect(address, found);
    later(() => connection.close());
    expect((await connection.request(info)).status).toBe(200);
  });

  it('sends no application byte and no certificate', async () => {
    const server = await startRecordingServer(grid.server, { requestCert: true, rejectUnauthorized: false });
    later(server.close);
    await createPeerTransport(grid.caller).identify(server.address);
    expect(await server.received()).toBe('');
    expect([server.handshakes, server.certificates]).toEqual([1, 0]);
  });

  it('stops at the signal', async () => {
    const { address } = await grid.listen(() => new Response());
    const aborted = createPeerTransport(grid.caller).identify(address, AbortSignal.abort());
    await expect(aborted).rejects.toMatchObject({ code: 'cancelled' });
    const controller = new AbortController();
    const running = createPeerTransport(grid.caller).identify(address, controller.signal);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('an address', () => {
  it.each([
    '',
    'host',
    'host:',
    'host:0',
    'host:65536',
    '::1:9080',
    '[host]:9080',
    'a b:1',
    'http://a:80',
    'u@h:1',
  ])('is not “%s”', async (address) => {
    const transport = createPeerTransport(grid.caller);
    await expect(transport.identify(address)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(() => transport.connect(address, grid.server)).toThrow('is not an address');
  });

  it.each([
    ['192.168.1.20:9080', { host: '192.168.1.20', port: 9080 }],
    ['atelier.local:1', { host: 'atelier.local', port: 1 }],
    ['[::1]:65535', { host: '::1', port: 65_535 }],
    [' [fe80::1%eth0]:9080 ', { host: 'fe80::1%eth0', port: 9080 }],
  ])('may be %s', (address, parsed) => {
    expect(parsePeerAddress(address)).toEqual(parsed);
  });
});
