import { expect, test } from 'vitest';
import { addPeer, listItems, setTrust } from '../support/api.js';
import { startApp } from '../support/build-app.js';
import { foreignItem, wireForm } from '../support/documents.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';
import { expectInvariants } from './invariants.js';

test.each([
  ['a half of a surrogate pair', 'Dr\ud800ill', 'Dr\ufffdill'],
  ['a NUL', 'Dr\0ill', 'Drill'],
])('%s in a peer’s text is stored as it came, and shown as what can be shown', async (_, name, shown) => {
  const shared = { wall: createFakeClock(), network: createFakeNetwork() };
  const app = await startApp({ name: 'Atelier', ...shared });
  const peer = await startApp({ name: 'Garage', ...shared });
  await addPeer(app, peer.address);
  await setTrust(app, peer.id, true);
  const item = foreignItem(app.wall.now() - 1000, { name }, { writer: 'broken' });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const body = JSON.stringify({ changes: [wireForm(item)] });
  const answer = await app.gossip(peer.identity, '/items/batch', { ...init, body });
  expect(await answer.json()).toMatchObject({ applied: 1, rejected: [] });
  expect((await listItems(app)).items.map((each) => each.name)).toEqual([shown]);
  await expectInvariants(app);
});
