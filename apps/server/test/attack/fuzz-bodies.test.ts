import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import type { Schema } from '../../src/adapters/http/openapi/describe.js';
import { EFFORT } from './effort.js';
import { expectNoFault, type FuzzTarget, startFuzzTarget } from './fuzz-target.js';
import { expectInvariants } from './invariants.js';
import { mutationsOf } from './mutations.js';
import { GOSSIP_POLICIES, UI_POLICIES } from './policies.js';
import { valuesOf } from './schema-values.js';
import { wireSamples } from './wire-samples.js';

let target: FuzzTarget;
beforeAll(async () => {
  target = await startFuzzTarget();
});

/** Calls that stretch a password, which takes a fifth of a second by design, or judge how strong one is: tried a twentieth as often. */
const STRETCHED = new Set(['PUT /api/v1/pairing/grid-key', 'PUT /api/v1/password', 'POST /api/v1/session']);

async function fuzz(
  key: string,
  valid: fc.Arbitrary<unknown>,
  send: (body: string) => Promise<Response>,
): Promise<void> {
  const property = fc.asyncProperty(mutationsOf(valid), async (body) => {
    await expectNoFault(target.app, await send(body));
  });
  await fc.assert(property, {
    numRuns: STRETCHED.has(key) ? Math.ceil(EFFORT.bodies / 20) : EFFORT.bodies,
    seed: EFFORT.seed,
  });
  await expectInvariants(target.app);
}

const JSON_HEADERS = { 'content-type': 'application/json' };

describe('no mutation of a valid body is a fault, and what is stored stays whole:', () => {
  const uiKeys = Object.keys(UI_POLICIES).filter((key) => UI_POLICIES[key] === 'json');
  test.each(uiKeys)(
    '%s',
    async (key) => {
      const [method = '', pattern = ''] = key.split(' ');
      const { app, ids, document } = target;
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
      const { app, peer } = target;
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
