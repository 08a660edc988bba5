import { expect, test } from 'vitest';
import { addItem, changeItem, history, lastLog, listItems, listPeers, readItem } from '../support/api.js';
import { approveEachOther, type RunningInstance, startInstance } from '../support/processes.js';
import { until } from '../support/until.js';

/** Whether each shows all its peers as online and proved identical. */
async function areAlike(instances: readonly RunningInstance[]): Promise<boolean> {
  const peers = await Promise.all(instances.map(listPeers));
  return peers.flat().every(({ inSync, status }) => inSync === true && status === 'online');
}

/** How many sessions in its history a change has started. */
async function changes(of: RunningInstance): Promise<number> {
  return (await history(of)).logs.filter(({ trigger }) => trigger === 'change').length;
}

test('an edit reaches an instance that its maker does not know, without a click, and quickly', async () => {
  const [a, b, c] = await Promise.all(
    ['Atelier', 'Garage', 'Cellar'].map((name) => startInstance({ name, autoSync: true })),
  );
  if (a === undefined || b === undefined || c === undefined) throw new Error('three were started');
  const { id } = await addItem(a, { name: 'Drill' });
  await approveEachOther(a, b);
  await approveEachOther(b, c);

  await until('the drill is in the cellar', async () => (await listItems(c)).total === 1);
  expect((await listPeers(c)).map(({ name }) => name)).toEqual(['Garage']);

  await until('all say identical', () => areAlike([a, b, c]));
  const before = [await changes(a), await changes(b)];

  await changeItem(a, id, { brand: 'Bosch' });
  await until('the brand is in the cellar', async () => (await readItem(c, id)).brand === 'Bosch', 10_000);
  await until('the garage told the cellar', async () => (await lastLog(c)).trigger === 'change');
  expect(await lastLog(c)).toMatchObject({
    peerId: b.id,
    initiatedBy: 'them',
    itemsReceived: 1,
    error: null,
  });

  await changeItem(c, id, { model: 'GSB 13' });
  await until('the model is in the atelier', async () => (await readItem(a, id)).model === 'GSB 13', 10_000);
  await until('all say identical', () => areAlike([a, b, c]));
  // Each edit was one session between A and B and one between B and C.
  expect([await changes(a), await changes(b)]).toEqual([Number(before[0]) + 2, Number(before[1]) + 4]);
});

test('a peer that was away is brought up to date when it is back', async () => {
  const [a, b] = await Promise.all([
    startInstance({ name: 'Atelier', autoSync: true }),
    startInstance({ name: 'Garage', autoSync: true }),
  ]);
  await approveEachOther(a, b);
  await until('they have met', async () => (await listPeers(a))[0]?.inSync === true);
  expect((await b.stop()).code).toBe(0);
  await addItem(a, { name: 'Drill' });
  const { name, dataDir, gossipPort } = b;
  const back = await startInstance({ name, dataDir, gossipPort, autoSync: true });
  await until('the drill is there', async () => (await listItems(back)).total === 1);
});
