import { connect as connectTcp, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addItem, listItems } from '../support/api.js';
import { type RunningInstance, startInstance } from '../support/processes.js';
import { makeFolder } from '../support/temp-folder.js';
import { makeDevice } from '../tls/devices.js';
import { GOSSIP_POLICIES, UI_POLICIES } from './policies.js';
import { smugglingCases } from './raw-requests.js';
import { writeRaw } from './raw-socket.js';

const tasks: (() => Promise<void>)[] = [];
const stranger = await makeDevice();
let instance: RunningInstance;
let uiPort: number;
beforeAll(async () => {
  instance = await startInstance({
    dataDir: `${await makeFolder()}/data`,
    atEnd: (task) => tasks.push(task),
  });
  uiPort = Number(new URL(instance.url).port);
  await addItem(instance, { name: 'confidential' });
}, 90_000);
afterAll(async () => {
  for (const task of tasks) await task();
});

const plain = (port: number, host = '127.0.0.1'): Socket => connectTcp({ port, host });
const secured = (shown: object = {}): Socket =>
  connectTls({ port: instance.gossipPort, host: '127.0.0.1', rejectUnauthorized: false, ...shown });
const asStranger = () => secured({ cert: stranger.certificatePem, key: stranger.privateKeyPem });
const callOf = (key: string, host: string) =>
  `${key.replaceAll(/:\w+/g, 'x').replace('*', '')} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

const names = async () => (await listItems(instance)).items.map(({ name }) => name);

describe('the gossip listener answers not one byte', () => {
  test.each(Object.keys(GOSSIP_POLICIES))('without a certificate: %s', async (key) => {
    expect(await writeRaw(secured(), callOf(key, 'brique'))).toMatchObject({ text: '', closed: true });
  });

  test.each([...Object.keys(GOSSIP_POLICIES), 'GET /', 'GET /health', 'POST /api/v1/items'])(
    'to plain HTTP: %s',
    async (key) => {
      const { text, closed } = await writeRaw(plain(instance.gossipPort), callOf(key, 'brique'));
      // At most the alert of TLS, which says nothing but that this is no TLS.
      expect([text.length < 16, text.includes('HTTP'), closed]).toEqual([true, false, true]);
    },
  );
});

test('the gossip listener serves nothing of the page and its API, to nobody', async () => {
  for (const key of Object.keys(UI_POLICIES).filter((it) => !it.includes('/gossip/'))) {
    const { statuses, text } = await writeRaw(asStranger(), callOf(key, `localhost:${uiPort}`));
    expect([key, statuses, text.includes('confidential')]).toEqual([key, [404], false]);
  }
});

test('the page’s port is closed on every other address of this machine', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .map(({ address }) => address);
  for (const host of ['127.0.0.2', ...others]) {
    const outcome = await new Promise<string>((resolve) => {
      const socket = plain(uiPort, host);
      socket.on('connect', () => resolve('open'));
      socket.on('error', () => resolve('closed'));
      socket.setTimeout(3000, () => resolve('closed'));
    });
    expect([host, outcome]).toEqual([host, 'closed']);
  }
});

describe('requests that two readers could read differently are refused or cut off, and what they hide is not done', () => {
  const TITLES = smugglingCases('').map(({ title }) => title);
  const caseOf = (title: string, host: string) =>
    smugglingCases(host).find((it) => it.title === title)?.bytes ?? '';

  test('there are thirty of them and more', () => {
    expect(new Set(TITLES).size).toBeGreaterThanOrEqual(30);
  });

  test.each(TITLES)('on the page’s port: %s', async (title) => {
    const before = await names();
    const { statuses, closed } = await writeRaw(plain(uiPort), caseOf(title, `localhost:${uiPort}`));
    expect(statuses.filter((status) => status < 400 || status > 499)).toEqual([]);
    expect([statuses.length <= 1, closed]).toEqual([true, true]);
    expect(await names()).toEqual(before);
  });

  // There nobody goes by the Host: who calls is the connection's certificate.
  test.each(TITLES.filter((title) => !/host/i.test(title)))('on the gossip port: %s', async (title) => {
    const before = await names();
    const { statuses, closed } = await writeRaw(asStranger(), caseOf(title, 'brique'));
    expect(statuses.filter((status) => status < 400 || status > 499)).toEqual([]);
    expect([statuses.length <= 1, closed]).toEqual([true, true]);
    expect(await names()).toEqual(before);
  });
});
