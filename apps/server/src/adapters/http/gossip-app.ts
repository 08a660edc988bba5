import { Hono } from 'hono';
import { BriqueError } from '../../usecases/brique-error.js';
import type { PeerIdentity } from '../../usecases/gossip/peer-transport.js';
import { cleanName, type Peers } from '../../usecases/peers/peers.js';
import type { Responder } from '../../usecases/sync/responder.js';
import type { SyncContext } from '../../usecases/sync/sync-context.js';
import { exchangeRoutes, type GossipEnv, ownInfo, sessionRoutes } from './gossip-routes.js';
import { onError, onNotFound } from './problem.js';

/** Who calls, proven by its certificate. */
export interface GossipCaller extends PeerIdentity {
  readonly remoteAddress: string;
}

type CallerEnv = GossipEnv & { Bindings: { caller: GossipCaller } };

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
  log: (message: string, error: unknown) => void,
): Hono<CallerEnv> {
  const app = new Hono<CallerEnv>();
  app.onError(onError(log));
  app.notFound(onNotFound);

  const gossip = new Hono<CallerEnv>();
  gossip.use(async (c, next) => {
    const { caller } = c.env;
    const peer = await peers.trusted(caller.instanceId);
    if (peer !== null) {
      const { id, name, lastSync } = peer;
      c.set('partner', { id, name, lastSync, session: c.req.header('brique-session') });
      return next();
    }
    if (c.req.path.endsWith('/gossip/info')) return c.json(ownInfo(context));
    await peers.turnedAway(caller, {
      instanceName: decodeName(c.req.header('brique-name')),
      gossipPort: portFrom(c.req.header('brique-port')),
      remoteAddress: caller.remoteAddress,
    });
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

function decodeName(header: string | undefined): string {
  try {
    return cleanName(decodeURIComponent(header ?? ''));
  } catch {
    return '';
  }
}

function portFrom(header: string | undefined): number {
  const port = Number(header);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}
