import { networkInterfaces } from 'node:os';
import type { Announcement, Discovery, DiscoveryEvent } from '../../usecases/peers/discovery.js';
import { systemTiming, type Timing } from '../../usecases/timing.js';
import { createDiscoverySession, type DiscoverySession } from './discovery-session.js';
import { linksOf } from './links.js';
import { type DiscoveryLog, silentLog } from './log.js';
import { createOpenMdnsSocket, MDNS_PORT, type OpenMdnsSocket } from './mdns-socket.js';
import { checkAnnouncement } from './write-records.js';

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
 * Needs nothing installed and shares port 5353 with whatever else speaks mDNS here.
 *
 * Calls take their turn: a stop during a start waits for it. `start` rejects if no interface can be used, if already
 * started, or (as `announce` does) with a RangeError for an id, port or protocol that cannot be announced.
 */
export function createMdnsDiscovery(options: MdnsDiscoveryOptions = {}): Discovery {
  const { log = silentLog, timing = systemTiming, port = MDNS_PORT } = options;
  const openSocket = options.openSocket ?? createOpenMdnsSocket(port);
  const interfaces = options.networkInterfaces ?? networkInterfaces;
  const listeners = new Set<(event: DiscoveryEvent) => void>();
  let running: { session: DiscoverySession; announcement: Announcement } | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn(action: () => Promise<void>): Promise<void> {
    const result = turn.then(action);
    turn = result.catch(() => {});
    return result;
  }

  function emit(event: DiscoveryEvent): void {
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch (error) {
        log.warn({ error: String(error) }, 'a discovery listener failed');
      }
    }
  }

  return {
    start: (announcement) =>
      inTurn(async () => {
        if (running) throw new Error('discovery is already started');
        checkAnnouncement(announcement);
        const listLinks = () => linksOf(interfaces());
        const session = createDiscoverySession(announcement, {
          timing,
          log,
          port,
          openSocket,
          listLinks,
          emit,
        });
        await session.open();
        running = { session, announcement };
      }),
    announce: (announcement) =>
      inTurn(async () => {
        if (!running) throw new Error('discovery is not started');
        const next = announcement ?? running.announcement;
        checkAnnouncement(next);
        if (next.instanceId !== running.announcement.instanceId)
          throw new RangeError('an instance keeps its id: stop and start to announce another one');
        running.announcement = next;
        await running.session.announce(next);
      }),
    stop: () =>
      inTurn(async () => {
        const session = running?.session;
        running = undefined;
        await session?.close();
      }),
    subscribe(listener) {
      // Wrapped, so that the same function subscribed twice is two subscriptions.
      const own = (event: DiscoveryEvent) => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
