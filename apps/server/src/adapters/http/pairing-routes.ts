import { Hono } from 'hono';
import { record } from '../../usecases/gossip/wire.js';
import type { Grid } from '../../usecases/pairing/grid.js';
import type { Pairing } from '../../usecases/pairing/pairing.js';
import { readJsonBody } from './body.js';
import { type CallerEnv, hintsOf } from './gossip-caller.js';

/** The calls by which an unknown instance gets in: what it proves decides, not who it is. */
export function pairingRoutes(pairing: Pairing, grid: Grid): Hono<CallerEnv> {
  const app = new Hono<CallerEnv>();

  app.post('/pair', async (c) => {
    const { proof } = record(await readJsonBody(c), 'pair');
    return c.json({ proof: await pairing.redeem(c.env.caller, hintsOf(c), proof) });
  });

  app.post('/grid/hello', async (c) => {
    const { nonce } = record(await readJsonBody(c), 'grid');
    return c.json({ nonce: grid.hello(c.env.caller.instanceId, nonce) });
  });

  app.post('/grid/prove', async (c) => {
    const { proof } = record(await readJsonBody(c), 'grid');
    return c.json({ proof: await grid.prove(c.env.caller, hintsOf(c), proof) });
  });

  return app;
}
