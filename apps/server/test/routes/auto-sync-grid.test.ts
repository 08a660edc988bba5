import { expect, test } from 'vitest';
import { seededRandom } from '../sessions/seeded-random.js';
import { addItem, addPeer, changeItem, history, listItems, listPeers, setTrust } from '../support/api.js';
import { startApp, type TestApp } from '../support/build-app.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';
import { createFakeTiming } from '../support/fake-timing.js';

const PATIENTLY = { timeout: 60_000 };
const NAMES = ['Atelier', 'Garage', 'Cellar', 'Attic', 'Shed'];

/** Whether everybody shows everybody as proved identical, and no session runs. */
async function isQuiet(apps: readonly TestApp[]): Promise<boolean> {
  const peers = (await Promise.all(apps.map(listPeers))).flat();
  return peers.every(({ inSync, status }) => inSync === true && status === 'online');
}

test('five that all trust each other: an edit is few sessions, and a burst of them no storm', async () => {
  const timing = createFakeTiming(seededRandom(7).next);
  const network = createFakeNetwork();
  const shared = { wall: createFakeClock(), network, timing };
  const apps: TestApp[] = [];
  for (const name of NAMES) apps.push(await startApp({ name, ...shared }));
  for (const app of apps) {
    for (const other of apps) {
      if (other === app) continue;
      await addPeer(app, other.address);
      await setTrust(app, other.id, true);
    }
  }
  await timing.advance(3000);
  await expect.poll(() => isQuiet(apps), PATIENTLY).toBe(true);

  let sessions = 0;
  network.watch = ({ path, message }) => {
    if (path.endsWith('/sessions') && message === 0) sessions += 1;
  };
  const [atelier] = apps;
  if (atelier === undefined) throw new Error('no instance was started');
  const { id } = await addItem(atelier, { name: 'Drill' });
  await expect
    .poll(
      async () => (await Promise.all(apps.map((app) => listItems(app)))).map(({ total }) => total),
      PATIENTLY,
    )
    .toEqual([1, 1, 1, 1, 1]);
  await timing.advance(3000);
  await expect.poll(() => isAlike(apps), PATIENTLY).toBe(true);
  const forOne = sessions;
  expect(forOne).toBeGreaterThanOrEqual(4);
  // Each change makes an instance begin three at most.
  expect(forOne).toBeLessThanOrEqual(15);

  const edits = 30;
  for (let edit = 1; edit <= edits; edit++) await changeItem(atelier, id, { notes: `version ${edit}` });
  await expect
    .poll(async () => {
      await timing.advance(3000);
      return (await isAlike(apps)) && !(await isRunning(apps));
    }, PATIENTLY)
    .toBe(true);
  expect((await Promise.all(apps.map((app) => listItems(app)))).map(({ items }) => items[0]?.notes)).toEqual(
    NAMES.map(() => `version ${edits}`),
  );
  const forMany = sessions - forOne;
  // They travel together: about one session an edit and not ten.
  expect(forMany).toBeLessThanOrEqual(5 * edits);
  expect((await history(atelier)).logs.every(({ error }) => error === null)).toBe(true);
});

/** Whether all hold exactly the same. */
async function isAlike(apps: readonly TestApp[]): Promise<boolean> {
  const prints = await Promise.all(apps.map((app) => app.store.fingerprint()));
  return new Set(prints.map((print) => JSON.stringify(print))).size === 1;
}

async function isRunning(apps: readonly TestApp[]): Promise<boolean> {
  const peers = (await Promise.all(apps.map(listPeers))).flat();
  return peers.some(({ status }) => status === 'syncing');
}
