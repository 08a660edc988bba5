import type { networkInterfaces } from 'node:os';
import type { Announcement, Discovery, DiscoveryEvent } from '../../usecases/peers/discovery.js';
import type { DiscoverySession } from './discovery-session.js';
import type { DiscoveryLog } from './log.js';
import { openMdnsSession } from './mdns-discovery.js';
import { openResponderSession, type ResponderDiscoveryOptions } from './responder/responder-discovery.js';
import { createSessionDiscovery } from './session-discovery.js';

export interface LanDiscoveryOptions extends ResponderDiscoveryOptions {
  readonly log: DiscoveryLog;
  /** Only some of the interfaces may be announced on, which the system's responder cannot be told. */
  readonly onlyInterfaces?: typeof networkInterfaces;
}

/**
 * Discovery as it is best here, chosen at each start: by the system's responder where there is one that we can use, otherwise by
 * ourselves.
 */
export function createLanDiscovery(options: LanDiscoveryOptions): Discovery {
  const { log, onlyInterfaces } = options;

  async function open(
    announcement: Announcement,
    emit: (event: DiscoveryEvent) => void,
  ): Promise<DiscoverySession> {
    try {
      if (onlyInterfaces !== undefined) throw new Error('only some interfaces may be announced on');
      const session = await openResponderSession(announcement, emit, options);
      log.info({ discovery: 'avahi' }, 'instances are found by the system’s responder');
      return session;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.info({ discovery: 'own', reason }, 'instances are found by Brique’s own mDNS');
    }
    return openMdnsSession(announcement, emit, {
      log,
      ...(onlyInterfaces && { networkInterfaces: onlyInterfaces }),
    });
  }

  return createSessionDiscovery(open, log);
}
