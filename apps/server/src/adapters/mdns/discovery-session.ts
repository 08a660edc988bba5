import type { Announcement, DiscoveryEvent } from '../../usecases/peers/discovery.js';
import type { Timing } from '../../usecases/timing.js';
import { rankAddresses, withoutZone } from './addresses.js';
import { createCandidateTable } from './candidate-table.js';
import { watchCandidates } from './candidate-watch.js';
import type { DnsMessage } from './dns-message.js';
import { createLinkSet } from './link-set.js';
import { type LinkVoice, openLinkVoice } from './link-voice.js';
import type { Link } from './links.js';
import type { DiscoveryLog } from './log.js';
import type { OpenMdnsSocket, Source } from './mdns-socket.js';
import { createPacing } from './pacing.js';
import { readGoodbyes, readSightings } from './read-records.js';
import { createTimerGroup } from './timing.js';

/** RFC 6762, section 8.3: unsolicited announcements a second apart, against loss. */
const REPEAT_MS = 1000;
const RESCAN_MS = 5000;
const ASK_MS = 8000;
const ASK_JITTER_MS = 2000;
/** Somebody missed a question: ask again sooner, as RFC 6762, section 5.2, does before a record expires. */
const OVERDUE_MS = 12_000;
const ASK_OVERDUE_MS = 2000;
const ASK_OVERDUE_JITTER_MS = 1000;
/** Everybody just answered somebody else's question: ours would only repeat it. */
const FRESH_MS = 3000;

export interface SessionOptions {
  timing: Timing;
  log: DiscoveryLog;
  port: number;
  openSocket: OpenMdnsSocket;
  /** The links that the machine has now. */
  listLinks(): Link[];
  emit(event: DiscoveryEvent): void;
}

/** From one start to the next stop. */
export interface DiscoverySession {
  /** Rejects, with nothing left open, if no link can be opened. */
  open(): Promise<void>;
  announce(announcement: Announcement): Promise<void>;
  close(): Promise<void>;
}

/** @param first what to announce until `announce` says otherwise */
export function createDiscoverySession(first: Announcement, options: SessionOptions): DiscoverySession {
  const { log, port, openSocket } = options;
  const timers = createTimerGroup(options.timing);
  const candidates = watchCandidates(createCandidateTable(), timers, options.emit);
  let current = first;
  let rescanning: Promise<unknown> = Promise.resolve();
  let cancelRepeats = () => {};

  const voiceOptions = { openSocket, port, log, receive, timing: timers, announcement: () => current };
  const links = createLinkSet(options.listLinks, (link) => openLinkVoice(link, voiceOptions), log);
  const rescuing = createPacing(timers, () => void ask());

  function receive(message: DnsMessage, source: Source, link: Link): void {
    for (const id of readGoodbyes(message)) {
      if (id === current.instanceId) for (const voice of links.open()) voice.contradict();
      else if (candidates.farewell(id)) rescuing.request();
    }
    for (const { port: gossipPort, hosts, ...claims } of readSightings(message)) {
      if (claims.instanceId === current.instanceId) continue;
      const addresses = rankAddresses(hosts, gossipPort, source.address, link);
      candidates.observe({ ...claims, addresses, source: withoutZone(source.address) });
    }
  }

  async function ask(): Promise<void> {
    rescuing.done();
    await Promise.all(links.open().map((voice) => voice.ask()));
  }

  /** Announces and asks on some links now, and once more for each entry of `repeats` (ms from now). */
  async function speak(voices: () => LinkVoice[], repeats: number[]): Promise<() => void> {
    const once = () => Promise.all(voices().map((voice) => Promise.all([voice.announce(), voice.ask()])));
    const cancels = repeats.map((ms) => timers.after(ms, () => void once()));
    await once();
    return () => {
      for (const cancel of cancels) cancel();
    };
  }

  function askAgain(): void {
    const silence = timers.now() - (candidates.oldestSign() ?? timers.now());
    const wait =
      silence > OVERDUE_MS
        ? ASK_OVERDUE_MS + timers.random() * ASK_OVERDUE_JITTER_MS
        : ASK_MS + timers.random() * ASK_JITTER_MS;
    timers.after(wait, () => {
      const oldest = candidates.oldestSign();
      if (oldest === undefined || timers.now() - oldest > FRESH_MS) void ask();
      askAgain();
    });
  }

  function rescanLater(): void {
    timers.after(RESCAN_MS, () => {
      rescanning = rescan().finally(rescanLater);
    });
  }

  async function rescan(): Promise<void> {
    try {
      const opened = await links.rescan();
      if (opened.length > 0) await speak(() => opened, [REPEAT_MS]);
    } catch (error) {
      log.warn({ error: String(error) }, 'mDNS could not follow a change of the network');
    }
  }

  return {
    async open() {
      await links.rescan();
      if (links.open().length === 0) {
        const reasons = links.failures().join('; ') || 'no network interface is up';
        throw new Error(`mDNS discovery cannot start: ${reasons}`);
      }
      cancelRepeats = await speak(links.open, [REPEAT_MS, 2 * REPEAT_MS]);
      askAgain();
      rescanLater();
    },
    async announce(announcement) {
      current = announcement;
      cancelRepeats();
      cancelRepeats = await speak(links.open, [REPEAT_MS]);
    },
    async close() {
      timers.end();
      await rescanning;
      await Promise.all(links.open().map((voice) => voice.sayGoodbye()));
      await links.close();
      // Nobody is listened for any more, so nobody's going would be noticed.
      candidates.clear();
    },
  };
}
