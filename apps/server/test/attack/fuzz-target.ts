import { afterAll, expect } from 'vitest';
import type { OpenApiDocument } from '../../src/adapters/http/openapi/document.js';
import { addItem, addPeer, setTrust } from '../support/api.js';
import { buildApp, type TestApp } from '../support/build-app.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';
import { isNoFault } from './invariants.js';

/** What the fuzz tests throw at: an instance with an item and a trusted peer. Closed after all tests. */
export interface FuzzTarget {
  readonly app: TestApp;
  /** Whom it trusts. */
  readonly peer: TestApp;
  /** Values for parameters of paths: by the part before them. */
  readonly ids: Readonly<Record<string, string>>;
  /** How it describes its own API. */
  readonly document: OpenApiDocument;
}

export async function startFuzzTarget(): Promise<FuzzTarget> {
  const shared = { wall: createFakeClock(), network: createFakeNetwork() };
  const app = await buildApp({ name: 'Atelier', ...shared });
  const peer = await buildApp({ name: 'Garage', ...shared });
  afterAll(async () => {
    await app.close();
    await peer.close();
  });
  const item = await addItem(app, { name: 'Drill' });
  await addPeer(app, peer.address);
  await setTrust(app, peer.id, true);
  const document = (await app.api<OpenApiDocument>('GET', '/openapi.json')).body;
  return { app, peer, ids: { items: item.id, peers: peer.id }, document };
}

/** Takes an answer away and holds that it is no fault, nor was anything logged as one. */
export async function expectNoFault(app: TestApp, response: Response): Promise<void> {
  const isProgress = response.headers.get('content-type') === 'application/x-ndjson';
  const lines = isProgress && response.ok ? (await response.text()).trim().split('\n') : [];
  // Not all of an export, each time.
  if (!response.bodyUsed) await response.body?.cancel();
  // An answer that comes as it goes says at its end what became of it.
  const end = lines.findLast((line) => line.startsWith('{"problem"'));
  const status = end === undefined ? response.status : Number(JSON.parse(end).problem.status);
  expect([status, app.faults.splice(0)]).toEqual([expect.toSatisfy(isNoFault), []]);
}
