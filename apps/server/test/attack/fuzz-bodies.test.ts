import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Schema } from '../../src/adapters/http/openapi/describe.js';
import type { OpenApiDocument } from '../../src/adapters/http/openapi/document.js';
import { addItem, addPeer, setTrust } from '../support/api.js';
import { buildApp, type TestApp } from '../support/build-app.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createFakeNetwork } from '../support/fake-network.js';
import { EFFORT } from './effort.js';
import { expectInvariants, isNoFault } from './invariants.js';
import { mutationsOf } from './mutations.js';
import { GOSSIP_POLICIES, UI_POLICIES } from './policies.js';
import { valuesOf } from './schema-values.js';
import { wireSamples } from './wire-samples.js';

let app: TestApp;
let peer: TestApp;
let document: OpenApiDocument;
let ids: Record<string, string>;
beforeAll(async () => {
  const shared = { wall: createFakeClock(), network: createFakeNetwork() };
  app = await buildApp({ name: 'Atelier', ...shared });
  peer = await buildApp({ name: 'Garage', ...shared });
  const item = await addItem(app, { name: 'Drill' });
  await addPeer(app, peer.address);
  await setTrust(app, peer.id, true);
  ids = { items: item.id, peers: peer.id };
  document = (await app.api<OpenApiDocument>('GET', '/openapi.json')).body;
});
afterAll(async () => {
  await app.close();
  await peer.close();
});

/** Calls that stretch a password, which takes a fifth of a second by design, or judge how strong one is: tried a twentieth as often. */
const STRETCHED = new Set(['PUT /api/v1/pairing/grid-key', 'PUT /api/v1/password', 'POST /api/v1/session']);

async function fuzz(
  key: string,
  valid: fc.Arbitrary<unknown>,
  send: (body: string) => Promise<Response>,
): Promise<void> {
  const property = fc.asyncProperty(mutationsOf(valid), async (body) => {
    const response = await send(body);
    // Not all of an export, each time.
    await response.body?.cancel();
    expect([response.status, app.faults.splice(0)]).toEqual([expect.toSatisfy(isNoFault), []]);
  });
  await fc.assert(property, {
    numRuns: STRETCHED.has(key) ? Math.ceil(EFFORT.bodies / 20) : EFFORT.bodies,
    seed: EFFORT.seed,
  });
  await expectInvariants(app);
}

const JSON_HEADERS = { 'content-type': 'application/json' };

describe('no mutation of a valid body is a fault, and what is stored stays whole:', () => {
  const uiKeys = Object.keys(UI_POLICIES).filter((key) => UI_POLICIES[key] === 'json');
  test.each(uiKeys)(
    '%s',
    async (key) => {
      const [method = '', pattern = ''] = key.split(' ');
      const described = document.paths[pattern.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      const content = described?.requestBody?.content as Record<string, { schema: Schema }> | undefined;
      const schema = content?.['application/json']?.schema;
      if (schema === undefined) throw new Error(`${key} describes no JSON body`);
      const path = pattern.replace(/(\w+)\/:\w+/g, (_, before: string) => `${before}/${ids[before]}`);
      await fuzz(key, valuesOf(schema, document.components.schemas), (body) =>
        app.ui(path, { method, body, headers: JSON_HEADERS }),
      );
    },
    EFFORT.timeoutMs,
  );

  const gossipKeys = Object.keys(GOSSIP_POLICIES).filter((key) => key.startsWith('POST'));
  test.each(gossipKeys)(
    'from a trusted peer: %s',
    async (key) => {
      const valid = wireSamples(app.wall.now())[key];
      if (valid === undefined) throw new Error(`wire-samples.ts has no valid body for ${key}`);
      const path = key.replace('POST /api/v1/gossip', '').replace(':id', 'x');
      await fuzz(key, valid, (body) =>
        app.gossip(peer.identity, path, { method: 'POST', body, headers: JSON_HEADERS }),
      );
    },
    EFFORT.timeoutMs,
  );
});
