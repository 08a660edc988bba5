import type { Problem, Settings, Stats } from '@brique/shared';
import { expect, test } from 'vitest';
import { createSettingsStore } from '../../src/adapters/store/settings-store.js';
import { createFakeLan } from '../discovery/fake-discovery.js';
import { addItem, listPeers, removeItem } from '../support/api.js';
import { startApp } from '../support/build-app.js';

const PATIENTLY = { timeout: 30_000 };

test('settings are what the owner chose, and stay', async () => {
  const app = await startApp({ name: 'Atelier' });
  expect((await app.api<Settings>('GET', '/settings')).body).toEqual({
    instanceId: app.id,
    instanceName: 'Atelier',
    gossipPort: 9080,
    discoveryEnabled: true,
    autoSyncEnabled: true,
    autoSyncIntervalSeconds: 300,
    ...{ brakeEnabled: true, brakeItems: 20, brakePercent: 20 },
    historyDays: 365,
    language: null,
    firstStart: null,
    dataDir: expect.stringMatching(/data$/),
    version: '0.0.0-test',
  });

  const choices = { discoveryEnabled: false, autoSyncEnabled: false, autoSyncIntervalSeconds: 60 };
  const changes = { instanceName: ' Garage ', language: 'fr', ...choices };
  const { status, body } = await app.api<Settings>('PATCH', '/settings', changes);

  expect([status, body]).toMatchObject([200, { instanceName: 'Garage', language: 'fr', ...choices }]);
  expect((await app.api('GET', '/settings')).body).toEqual(body);
  expect(await createSettingsStore(app.database).all()).toMatchObject({
    instanceName: 'Garage',
    language: 'fr',
    ...choices,
  });
});

test('the first start goes step by step, and what cannot be changed is refused', async () => {
  const app = await startApp();
  for (const firstStart of ['name', 'items', 'connect', 'done'] as const) {
    expect((await app.api<Settings>('PATCH', '/settings', { firstStart })).body.firstStart).toBe(firstStart);
  }
  for (const wrong of [{ firstStart: 'again' }, { firstStart: null }, { dataDir: '/' }, { version: '9' }]) {
    expect((await app.api('PATCH', '/settings', wrong)).status).toBe(422);
  }
});

test('one wrong setting and none is changed', async () => {
  const app = await startApp({ name: 'Atelier' });
  const { status } = await app.api('PATCH', '/settings', { instanceName: 'Garage', language: 'de' });
  expect(status).toBe(422);
  expect((await app.api('GET', '/settings')).body).toMatchObject({ instanceName: 'Atelier' });
});

test.each([9, 86_401, 60.5, '60', null])(
  'an interval of %j is refused, naming the field and its bounds',
  async (given) => {
    const app = await startApp();
    const answer = await app.api<Problem>('PATCH', '/settings', { autoSyncIntervalSeconds: given });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      {
        field: 'autoSyncIntervalSeconds',
        code: 'invalid_interval',
        message: 'Give a whole number of seconds from 10 to 86400.',
      },
    ]);
  },
);

test.each([10, 86_400])('an interval of %d seconds is taken', async (seconds) => {
  const app = await startApp();
  const answer = await app.api<Settings>('PATCH', '/settings', { autoSyncIntervalSeconds: seconds });
  expect([answer.status, answer.body.autoSyncIntervalSeconds]).toEqual([200, seconds]);
});

test('the history is kept for as long as may be chosen, or for ever', async () => {
  const app = await startApp();
  for (const historyDays of [90, 1825, null, 365]) {
    const answer = await app.api<Settings>('PATCH', '/settings', { historyDays });
    expect([answer.status, answer.body.historyDays]).toEqual([200, historyDays]);
  }
  for (const historyDays of [0, 1, 91, '90', true, [90]]) {
    const answer = await app.api<Problem>('PATCH', '/settings', { historyDays });
    expect([answer.status, answer.body.errors?.[0]]).toEqual([
      422,
      {
        field: 'historyDays',
        code: 'invalid_number',
        message: 'Give one of 90, 365, 1825 days, or null to keep it for ever.',
      },
    ]);
  }
});

test('automatic synchronisation is off for a run that was started without it, until it is switched on', async () => {
  const app = await startApp({ autoSync: false });
  expect((await app.api<Settings>('GET', '/settings')).body.autoSyncEnabled).toBe(false);
  const answer = await app.api<Settings>('PATCH', '/settings', { autoSyncEnabled: true });
  expect(answer.body.autoSyncEnabled).toBe(true);
});

test('a new name is announced, and switching discovery off says goodbye', async () => {
  const lan = createFakeLan();
  const a = await startApp({ name: 'Atelier', discovery: lan.createDiscovery() });
  const b = await startApp({ name: 'Garage', discovery: lan.createDiscovery() });
  const seen = async () => (await listPeers(b)).map(({ name, status, trust }) => [name, status, trust]);
  expect(await seen()).toEqual([['Atelier', 'online', 'discovered']]);

  await a.api('PATCH', '/settings', { instanceName: 'Cellar' });
  await expect.poll(seen, PATIENTLY).toEqual([['Cellar', 'online', 'discovered']]);

  await a.api('PATCH', '/settings', { discoveryEnabled: false });
  await expect.poll(seen, PATIENTLY).toEqual([]);
  expect(await listPeers(a)).toEqual([]);
  expect((await a.api('POST', '/discovery/announce')).status).toBe(409);

  await a.api('PATCH', '/settings', { discoveryEnabled: true });
  await expect.poll(seen, PATIENTLY).toEqual([['Cellar', 'online', 'discovered']]);
  expect((await a.api('POST', '/discovery/announce')).status).toBe(204);
});

test('statistics count what is outside the trash', async () => {
  const app = await startApp();
  await addItem(app, { name: 'Drill', category: 'Tools' });
  await addItem(app, { name: 'Saw', category: 'Tools' });
  await addItem(app, { name: 'Lamp' });
  await removeItem(app, (await addItem(app, { name: 'gone', category: 'Tools' })).id);

  expect((await app.api<Stats>('GET', '/stats')).body).toEqual({
    items: 3,
    deleted: 1,
    conflicts: 0,
    byCategory: [
      { category: 'Tools', count: 2 },
      { category: '', count: 1 },
    ],
    byHealth: { incomplete: 3, partial: 0, secured: 0 },
    byOrigin: [{ peerId: app.id, count: 3 }],
    storage: { databaseBytes: expect.toSatisfy((bytes: number) => bytes > 10_000) },
  });
});

test('health is open to programs', async () => {
  const app = await startApp();
  const response = await app.ui('/health');
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
});
