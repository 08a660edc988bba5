import type { Announcement } from '../../usecases/peers/discovery.js';
import type { Timing } from '../../usecases/timing.js';
import { isLinkLocalIpv6, withoutZone } from './addresses.js';
import type { DnsMessage } from './dns-message.js';
import type { Link } from './links.js';
import type { DiscoveryLog } from './log.js';
import type { MdnsSocket, OpenMdnsSocket, Source } from './mdns-socket.js';
import { createPacing } from './pacing.js';
import { readQuestions } from './read-questions.js';
import { createTimerGroup } from './timing.js';
import { announcementMessage, enumerationMessage, queryMessage } from './write-records.js';

/** Speaks and listens on one link. Nothing here rejects: a link that cannot send is as good as silent. */
export interface LinkVoice {
  link: Link;
  announce(): Promise<void>;
  ask(): Promise<void>;
  /** Somebody said goodbye in our name: say, paced, that we are here. */
  contradict(): void;
  sayGoodbye(): Promise<void>;
  rejoin(): void;
  close(): Promise<void>;
}

export interface LinkVoiceOptions {
  openSocket: OpenMdnsSocket;
  /** Port that answers must come from (RFC 6762, section 6). */
  port: number;
  timing: Timing;
  log: DiscoveryLog;
  /** What to announce, at each moment. */
  announcement(): Announcement;
  /** A response from a neighbour on this link; never a packet that came over another link. */
  receive(response: DnsMessage, source: Source, link: Link): void;
}

/** Opens the link's socket and answers questions from then on; rejects if the socket cannot be opened. */
export async function openLinkVoice(link: Link, options: LinkVoiceOptions): Promise<LinkVoice> {
  const { announcement, log } = options;
  const timers = createTimerGroup(options.timing);
  let socket: MdnsSocket | undefined;
  let failing = false;

  async function send(message: DnsMessage): Promise<void> {
    try {
      await socket?.send(message);
      failing = false;
    } catch (error) {
      // Usual on the IPv6 loopback of Linux, and wherever a cable is out: told once, not every ten seconds.
      if (!failing) log.debug({ link: link.key, error: String(error) }, 'mDNS cannot send on this link');
      failing = true;
    }
  }
  const sendAnnouncement = () => send(announcementMessage(announcement(), link.addresses));
  const answers = createPacing(timers, () => void sendAnnouncement());
  const enumerations = createPacing(timers, () => void send(enumerationMessage()));

  function answer(query: DnsMessage): void {
    const wanted = readQuestions(query, announcement().instanceId);
    if (wanted.announcement) answers.request();
    if (wanted.enumeration) enumerations.request();
  }

  function receive(message: DnsMessage, source: Source): void {
    if ((message.opcode ?? 'QUERY') !== 'QUERY' || (message.rcode ?? 'NOERROR') !== 'NOERROR') return;
    if (message.type === 'response') options.receive(message, source, link);
    else answer(message);
  }

  socket = await options.openSocket(link, {
    listensTo: ({ address, port }) => port === options.port && isNeighbour(address, link),
    receive(message, source) {
      try {
        receive(message, source);
      } catch (error) {
        // Thrown on, it would end the process: no packet may do that.
        log.warn({ link: link.key, error: String(error) }, 'mDNS failed on a packet');
      }
    },
  });

  return {
    link,
    announce() {
      answers.done();
      return sendAnnouncement();
    },
    ask: () => send(queryMessage()),
    contradict: answers.request,
    sayGoodbye() {
      timers.end();
      return send(announcementMessage(announcement(), link.addresses, 0));
    },
    rejoin: () => socket?.rejoin(),
    async close() {
      timers.end();
      await socket?.close();
    },
  };
}

/**
 * Each socket on the port hears what comes over any interface (on Linux), and unicast from anywhere. Only what a neighbour
 * on this very link sent counts (RFC 6762, section 11); another link's packets are that link's business.
 */
function isNeighbour(address: string, link: Link): boolean {
  const [host, zone] = [withoutZone(address), address.split('%')[1]];
  return isLinkLocalIpv6(host) ? zone === link.zone : link.onLink(host);
}
