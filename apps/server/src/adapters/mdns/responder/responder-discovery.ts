import { networkInterfaces } from 'node:os';
import type { Announcement, Discovery, DiscoveryEvent } from '../../../usecases/peers/discovery.js';
import { systemTiming, type Timing } from '../../../usecases/timing.js';
import type { DiscoverySession } from '../discovery-session.js';
import { type DiscoveryLog, silentLog } from '../log.js';
import { createSessionDiscovery } from '../session-discovery.js';
import { createAvahiSocket } from './avahi-socket.js';
import { type Reach, reachByTcp } from './reach.js';
import { createOpenResponderLink, type OpenResponderLink } from './responder-link.js';
import { createResponderSession } from './responder-session.js';

/** All optional; the defaults are the real machine. */
export interface ResponderDiscoveryOptions {
  log?: DiscoveryLog;
  timing?: Timing;
  interfaces?: typeof networkInterfaces;
  reach?: Reach;
  /** The daemon's socket. */
  socketPath?: string;
  openLink?: OpenResponderLink;
  /** How long the responder may take to announce us; 8 s. */
  openMs?: number;
}

/** Finds instances by the system's responder, Avahi. `start` rejects where there is none, within 1.5 s. */
export function createResponderDiscovery(options: ResponderDiscoveryOptions = {}): Discovery {
  const open = (announcement: Announcement, emit: (event: DiscoveryEvent) => void) =>
    openResponderSession(announcement, emit, options);
  return createSessionDiscovery(open, options.log ?? silentLog);
}

/** One session of it. @throws Error saying why the responder cannot be used; within 1.5 s, or 8 if it hangs just then */
export async function openResponderSession(
  announcement: Announcement,
  emit: (event: DiscoveryEvent) => void,
  options: ResponderDiscoveryOptions = {},
): Promise<DiscoverySession> {
  const { log = silentLog, timing = systemTiming, reach = reachByTcp } = options;
  // Asked first: nothing else is tried where nobody runs the daemon.
  const avahi = createAvahiSocket(options.socketPath);
  if (!(await avahi.isAnswering())) throw new Error('avahi-daemon does not run here');
  const openLink = options.openLink ?? createOpenResponderLink();
  const interfaces = options.interfaces ?? networkInterfaces;
  const session = createResponderSession(announcement, {
    openLink,
    avahi,
    reach,
    timing,
    log,
    interfaces,
    openMs: options.openMs,
    emit,
  });
  await session.open();
  return session;
}
