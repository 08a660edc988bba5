import type { Announcement, Discovery, DiscoveryEvent } from '../../usecases/peers/discovery.js';
import type { DiscoverySession } from './discovery-session.js';
import type { DiscoveryLog } from './log.js';
import { checkAnnouncement } from './write-records.js';

/**
 * A discovery whose starts and stops are sessions. Calls take their turn: a stop during a start waits for it. `start` rejects if
 * the session cannot be opened, if already started, or (as `announce` does) with a RangeError for an id, port or protocol that
 * cannot be announced.
 * @param open opens a session; it tells what it finds by `emit`
 */
export function createSessionDiscovery(
  open: (announcement: Announcement, emit: (event: DiscoveryEvent) => void) => Promise<DiscoverySession>,
  log: DiscoveryLog,
): Discovery {
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
        running = { session: await open(announcement, emit), announcement };
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
