import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createPeerTransport } from '../../src/adapters/tls/peer-transport.js';
import { makeDevice } from '../tls/devices.js';

const MIB = 1024 * 1024;
const us = await makeDevice();
/** Trusted, and hostile all the same. */
const hostile = await makeDevice();

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(
    { key: hostile.privateKeyPem, cert: hostile.certificatePem, minVersion: 'TLSv1.3' },
    listener,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Takes an answer as a session does, and gives up as it does. @returns how it ended, and by how many bytes this process grew */
async function take(address: string) {
  const connection = createPeerTransport(us).connect(address, hostile);
  closers.push(() => connection.close());
  const before = process.memoryUsage().rss;
  let most = 0;
  let ending = 'taken';
  try {
    const response = await connection.request({ method: 'GET', path: '/' });
    for await (const _ of response.body) most = Math.max(most, process.memoryUsage().rss - before);
  } catch (error) {
    ending = (error as { code: string }).code;
  }
  return { ending, grown: Math.max(most, process.memoryUsage().rss - before) / MIB };
}

/** Writes without end, as fast as it is taken. */
function pour(response: ServerResponse, chunk: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more).on('error', () => undefined);
  more();
}

describe('a trusted peer that turned hostile: the answer is refused, and memory grows by less than 50 MB', () => {
  const zeros = Buffer.alloc(64 * 1024);
  test.each<[string, RequestListener]>([
    [
      'a small answer that inflates without end',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        const gzip = createGzip();
        gzip.pipe(response).on('error', () => undefined);
        response.on('close', () => gzip.destroy());
        gzip.on('error', () => undefined);
        const more = () => {
          while (!gzip.destroyed && gzip.write(zeros));
        };
        gzip.on('drain', more);
        more();
      },
    ],
    ['an answer without end', (_, response) => pour(response.writeHead(200), zeros)],
    [
      'an answer that promises a terabyte',
      (_, response) => pour(response.writeHead(200, { 'content-length': String(1024 ** 4) }), zeros),
    ],
    ['a refusal without end', (_, response) => pour(response.writeHead(500), zeros)],
    [
      'headers without end',
      (_, response) => {
        response.on('error', () => undefined);
        response.socket?.write('HTTP/1.1 200 OK\r\n');
        const more = () => {
          while (response.socket?.write(`x: ${'y'.repeat(8000)}\r\n`));
        };
        response.socket?.on('drain', more).on('error', () => undefined);
        more();
      },
    ],
  ])('%s', async (_, listener) => {
    const { ending, grown } = await take(await answering(listener));
    expect(ending).not.toBe('taken');
    expect(grown).toBeLessThan(50);
  });
});

test('a redirect leads nowhere: not to another path, not to another host', async () => {
  const asked: string[] = [];
  const elsewhere = await answering((request, response) => {
    asked.push(`elsewhere ${request.url}`);
    response.end('x');
  });
  const address = await answering((request, response) => {
    asked.push(String(request.url));
    const status = Number(request.url?.slice(1));
    response.writeHead(status, { location: `https://${elsewhere}/x`, 'content-length': '0' }).end();
  });
  const connection = createPeerTransport(us).connect(address, hostile);
  closers.push(() => connection.close());
  const statuses = [301, 302, 303, 307, 308];
  for (const status of statuses) {
    const response = await connection.request({ method: 'GET', path: `/${status}` });
    expect(response.status).toBe(status);
    for await (const _ of response.body);
  }
  expect(asked).toEqual(statuses.map((status) => `/${status}`));
});
