import { networkInterfaces } from 'node:os';
import type { Announcement, Discovery, DiscoveryEvent } from '../../usecases/peers/discovery.js';
import { systemTiming, type Timing } from '../../usecases/timing.js';
import { createDiscoverySession, type DiscoverySession } from './discovery-session.js';
import { linksOf } from './links.js';
import { type DiscoveryLog, silentLog } from './log.js';
import { createOpenMdnsSocket, MDNS_PORT, type OpenMdnsSocket } from './mdns-socket.js';
import { createSessionDiscovery } from './session-discovery.js';

/** All optional; the defaults are the real machine. */
export interface MdnsDiscoveryOptions {
  /** A pino logger fits; silent by default. */
  log?: DiscoveryLog;
  timing?: Timing;
  /** Which interfaces there are; asked again every 5 s. */
  networkInterfaces?: typeof networkInterfaces;
  /** UDP port; only instances on the same one see each other. */
  port?: number;
  openSocket?: OpenMdnsSocket;
}

/**
 * Finds instances on the LAN by multicast DNS and DNS-SD (RFC 6762, RFC 6763), on every interface, over IPv4 and IPv6.
 * Needs nothing installed and shares port 5353 with whatever else speaks mDNS here. `start` rejects if no interface can be used.
 */
export function createMdnsDiscovery(options: MdnsDiscoveryOptions = {}): Discovery {
  const open = (announcement: Announcement, emit: (event: DiscoveryEvent) => void) =>
    openMdnsSession(announcement, emit, options);
  return createSessionDiscovery(open, options.log ?? silentLog);
}

/** One session of it. Rejects if no interface can be used. */
export async function openMdnsSession(
  announcement: Announcement,
  emit: (event: DiscoveryEvent) => void,
  options: MdnsDiscoveryOptions = {},
): Promise<DiscoverySession> {
  const { log = silentLog, timing = systemTiming, port = MDNS_PORT } = options;
  const openSocket = options.openSocket ?? createOpenMdnsSocket(port);
  const interfaces = options.networkInterfaces ?? networkInterfaces;
  const listLinks = () => linksOf(interfaces());
  const session = createDiscoverySession(announcement, { timing, log, port, openSocket, listLinks, emit });
  await session.open();
  return session;
}
