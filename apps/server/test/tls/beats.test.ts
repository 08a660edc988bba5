import { once } from 'node:events';
import { setTimeout as work } from 'node:timers/promises';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeDevice, textOf } from './devices.js';
import { createGrid } from './grid.js';

const grid = createGrid(await makeDevice(), await makeDevice());
const get = { method: 'GET', path: '/' } as const;

describe('who says that it is at work', () => {
  it('is not taken for one that stands still before the first piece of a stream', async () => {
    async function* slow() {
      await work(600);
      yield Buffer.from('first');
    }
    const fetch = () => new Response(ReadableStream.from(slow()));
    const { address } = await grid.listen(fetch, { limits: { beatMs: 10 } });
    const { body } = await grid.connect(address, { silenceMs: 50 }).request(get);
    expect(await textOf(body)).toBe('first');
  });

  it('is not believed for ever', async () => {
    const { address } = await grid.listen(() => new Promise<Response>(() => {}), { limits: { beatMs: 10 } });
    await expect(grid.connect(address, { workMs: 300 }).request(get)).rejects.toMatchObject({
      code: 'connection_lost',
      message: expect.stringContaining('no answer within 0.3 s'),
    });
  });

  it('does not say so to a caller that does not send the rest of its request', async () => {
    const fetch = async (request: Request) => new Response(await request.text());
    const { port } = await grid.listen(fetch, { limits: { beatMs: 10, idleTimeoutMs: 300 } });
    const { certificatePem: cert, privateKeyPem: key } = grid.caller;
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, cert, key });
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.write('POST / HTTP/1.1\r\nhost: brique\r\ncontent-length: 10\r\n\r\nbegun');
    socket.on('error', () => {});
    await once(socket, 'close');
    expect(answer).toBe('');
  });
});
