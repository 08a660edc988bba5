import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, it, vi } from 'vitest';
import { closeAfterEach } from './cleanup.js';
import { makeDevice } from './devices.js';
import { createGrid, signalled } from './grid.js';

const later = closeAfterEach();
const grid = createGrid(await makeDevice(), await makeDevice());

it('an upload that was ended leaves nothing that looks after it', async () => {
  const { certificatePem: cert, privateKeyPem: key } = grid.server;
  const asked = signalled();
  // Takes no byte of the body.
  const server = createServer({ cert, key }, () => asked.resolve()).listen(0, '127.0.0.1');
  later(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  later(() => void vi.useRealTimers());
  const full = signalled();
  const over = signalled();
  async function* endless() {
    try {
      for (;;) {
        const isWaiting = setImmediate(() => setImmediate(() => setImmediate(full.resolve)));
        yield Buffer.alloc(64 * 1024);
        clearImmediate(isWaiting);
      }
    } finally {
      over.resolve();
    }
  }
  const stop = new AbortController();
  const connection = grid.connect(`127.0.0.1:${port}`);
  const sending = connection.request({ method: 'POST', path: '/', body: endless(), signal: stop.signal });
  const ended = expect(sending).rejects.toMatchObject({ code: 'cancelled' });
  await asked.promise;
  await full.promise;
  stop.abort();
  await ended;
  await over.promise;
  expect(vi.getTimerCount()).toBe(0);
});
