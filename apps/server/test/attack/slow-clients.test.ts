import { getEventListeners, once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { eventRoutes } from '../../src/adapters/http/routes/events.js';
import { createEvents } from '../../src/usecases/events.js';
import { startInstance } from '../support/processes.js';
import { makeDevice } from '../tls/devices.js';

const IS_FULL = process.env.BRIQUE_ATTACK_BODIES !== undefined;
/** Half a second on a machine with nothing else to do, as `npm run test:attack` finds it; a busy one gets more. */
const BOUND_MS = IS_FULL ? 500 : 2500;
/** One address may hold 256. Each costs a handshake; test/tls/gossip-listener.test.ts holds 300 of a listener alone. */
const GOSSIP_SOCKETS = IS_FULL ? 250 : 30;
const CALLS = 60;

test('300 idle connections and half-sent requests, on both listeners, leave an honest call quick', async () => {
  const instance = await startInstance();
  const device = await makeDevice();
  const uiPort = Number(new URL(instance.url).port);
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  const hold = async (socket: Socket, event: string, bytes: string) => {
    sockets.push(socket.on('error', () => undefined));
    await once(socket, event);
    if (bytes !== '') socket.write(bytes);
  };
  const shown = { cert: device.certificatePem, key: device.privateKeyPem, rejectUnauthorized: false };
  const half = ['', 'GET / HTTP/1.1\r\nHost: ', 'POST /api/v1/items HTTP/1.1\r\nContent-Length: 9\r\n'];
  for (let i = 0; i < 300; i += 1) await hold(connectTcp(uiPort, '127.0.0.1'), 'connect', half[i % 3] ?? '');
  for (let i = 0; i < GOSSIP_SOCKETS; i += 1) {
    const socket = connectTls({ port: instance.gossipPort, host: '127.0.0.1', ...shown });
    await hold(socket, 'secureConnect', half[i % 3] ?? '');
  }
  const times: number[] = [];
  for (let i = 0; i < CALLS; i += 1) {
    const start = performance.now();
    expect((await instance.fetch('/api/v1/items')).status).toBe(200);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  expect(times[Math.floor(CALLS * 0.95)]).toBeLessThan(BOUND_MS);
});

test('streams of events that come and go leave nothing behind', async () => {
  const closing = new AbortController();
  const routes = eventRoutes(createEvents(), closing.signal);
  for (let i = 0; i < 50; i += 1) {
    const response = await routes.request('/');
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
  }
  await expect.poll(() => getEventListeners(closing.signal, 'abort').length).toBe(0);
});
