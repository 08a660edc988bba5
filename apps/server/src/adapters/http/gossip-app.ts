import { Hono } from 'hono';
import { BriqueError } from '../../usecases/brique-error.js';
import type { Peers } from '../../usecases/peers/peers.js';
import type { Responder } from '../../usecases/sync/responder.js';
import type { SyncContext } from '../../usecases/sync/sync-context.js';
import { type CallerEnv, hintsOf } from './gossip-caller.js';
import { exchangeRoutes, ownInfo, sessionRoutes } from './gossip-routes.js';
import { onError, onNotFound } from './problem.js';

/**
 * What the gossip listener answers. Every call looks the caller up in the trust store; who is not trusted learns our id,
 * name, protocol and clock from `info`, and from nothing else anything.
 * @param news told when a trusted peer has news
 */
export function createGossipApp(
  context: SyncContext,
  peers: Peers,
  responder: Responder,
  news: (peerId: string) => void,
  pairing: Hono<CallerEnv>,
  log: (message: string, error: unknown) => void,
): Hono<CallerEnv> {
  const app = new Hono<CallerEnv>();
  app.onError(onError(log));
  app.notFound(onNotFound);

  const gossip = new Hono<CallerEnv>();
  // In front of the trust store: these are the calls by which somebody gets into it.
  gossip.route('/', pairing);
  gossip.use(async (c, next) => {
    const { caller } = c.env;
    const peer = await peers.trusted(caller.instanceId);
    if (peer !== null) {
      const { id, name, lastSync, terms } = peer;
      c.set('partner', { id, name, lastSync, scope: terms.scope, session: c.req.header('brique-session') });
      return next();
    }
    if (c.req.path.endsWith('/gossip/info')) return c.json(ownInfo(context));
    await peers.turnedAway(caller, hintsOf(c));
    throw new BriqueError('not_trusted', 'This instance has not approved yours.');
  });
  gossip.post('/sync', (c) => {
    news(c.get('partner').id);
    return c.body(null, 202);
  });
  gossip.route('/', exchangeRoutes(context, responder));
  gossip.route('/', sessionRoutes(responder));
  app.route('/api/v1/gossip', gossip);
  return app;
}
