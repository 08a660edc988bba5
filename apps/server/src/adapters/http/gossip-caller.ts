import type { Context } from 'hono';
import type { PeerIdentity } from '../../usecases/gossip/peer-transport.js';
import { cleanName } from '../../usecases/peers/clean-name.js';
import type { CallerHints } from '../../usecases/peers/requests.js';
import type { GossipEnv } from './gossip-routes.js';

/** Who calls, proven by its certificate. */
export interface GossipCaller extends PeerIdentity {
  readonly remoteAddress: string;
}

export type CallerEnv = GossipEnv & { Bindings: { caller: GossipCaller } };

/** What a caller says of itself in its headers. */
export function hintsOf(c: Context<CallerEnv>): CallerHints {
  return {
    instanceName: decodeName(c.req.header('brique-name')),
    gossipPort: portFrom(c.req.header('brique-port')),
    remoteAddress: c.env.caller.remoteAddress,
  };
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
