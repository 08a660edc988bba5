import type { networkInterfaces } from 'node:os';
import type { Timing } from '../../../usecases/timing.js';
import { rankAddresses } from '../addresses.js';
import type { SignOfLife } from '../candidate-table.js';
import type { CandidateWatch } from '../candidate-watch.js';
import { linksOf } from '../links.js';
import { readSightings } from '../read-records.js';
import { SERVICE } from '../service-names.js';
import { createListedServices, type Listed } from './listed-services.js';
import type { Reach } from './reach.js';
import { createResolvers } from './resolvers.js';
import type { ResponderLink } from './responder-link.js';
import type { ResponderReport, ServiceName } from './responder-messages.js';
import { splitTxt } from './txt-record.js';

/** Visits of one round: all who answered lately, and some of the others. */
const MAX_VISITS = 64;
const SILENT_VISITS = 16;

export interface ResponderViewOptions {
  readonly link: ResponderLink;
  readonly candidates: CandidateWatch;
  readonly timing: Timing;
  readonly interfaces: typeof networkInterfaces;
  readonly reach: Reach;
  /** Addresses of a host as an SRV record names it. */
  resolveHost(host: string): Promise<string[]>;
  ownId(): string;
}

/** Who is there, as the responder sees it; checked and bounded as what we hear ourselves. */
export interface ResponderView {
  hear(report: ResponderReport): void;
  /**
   * Sees who still answers: the responder lists a service for up to 75 minutes after its power went out. Asks again for the records of
   * those that nobody watches.
   */
  visit(): void;
  /** What is on its way is not told any more. */
  close(): void;
}

interface Records {
  readonly host: string;
  readonly port: number;
  readonly txt: string;
}

export function createResponderView(options: ResponderViewOptions): ResponderView {
  const { link, candidates, timing, reach } = options;
  const listed = createListedServices();
  const resolvers = createResolvers(link);
  /** The latest records of those being read. */
  const unread = new Map<Listed, Records>();
  let closed = false;
  const isCurrent = (entry: Listed) => !closed && listed.has(entry);

  function look(entry: Listed): void {
    entry.lookedAt = timing.now();
    resolvers.open(entry);
  }

  function leave(service: ServiceName): void {
    const entry = listed.remove(service);
    if (entry === undefined) return;
    resolvers.close(entry);
    const id = entry.sign?.instanceId;
    if (id !== undefined && !listed.lists(id)) candidates.farewell(id);
  }

  /** Reads the records of a service; changes that come meanwhile are read together. */
  async function learn(entry: Listed, records: Records): Promise<void> {
    const isReading = unread.has(entry);
    unread.set(entry, records);
    if (isReading) return;
    for (let next: Records | undefined = records; next !== undefined; ) {
      const hosts = await options.resolveHost(next.host);
      if (isCurrent(entry)) take(entry, signOf(entry.service, next, hosts));
      const latest = unread.get(entry);
      next = latest === next ? undefined : latest;
    }
    unread.delete(entry);
  }

  function take(entry: Listed, sign: SignOfLife | undefined): void {
    const isNews = JSON.stringify(sign) !== JSON.stringify(entry.sign);
    entry.sign = sign;
    // Without news it may come from the responder's memory, and is no sign of life.
    if (sign !== undefined && isNews) candidates.observe(sign);
  }

  /** What the records say, checked as if they had come in one packet. */
  function signOf(
    service: ServiceName,
    { host, port, txt }: Records,
    hosts: string[],
  ): SignOfLife | undefined {
    const name = `${service.label}.${SERVICE}`;
    const target = host.replace(/\.$/, '');
    const [sighting] = readSightings({
      type: 'response',
      questions: [],
      answers: [
        { name, type: 'SRV', data: { port, target } },
        { name, type: 'TXT', data: splitTxt(Buffer.from(txt, 'base64')) },
        ...hosts.map((data) => ({ name: target, type: data.includes(':') ? 'AAAA' : 'A', data })),
      ],
      additionals: [],
    });
    const found = linksOf(options.interfaces()).find(({ key }) =>
      key.startsWith(`${service.interfaceName}/`),
    );
    if (sighting === undefined || found === undefined || sighting.instanceId === options.ownId())
      return undefined;
    const { port: gossipPort, hosts: claimed, ...claims } = sighting;
    const addresses = rankAddresses(claimed, gossipPort, undefined, found);
    return { ...claims, addresses, source: addresses[0]?.host ?? '' };
  }

  async function visitOne(entry: Listed): Promise<void> {
    const address = entry.sign?.addresses[0]?.address;
    if (address === undefined || !(await reach(address)) || !isCurrent(entry)) return;
    entry.aliveAt = timing.now();
    if (entry.sign !== undefined) candidates.observe(entry.sign);
  }

  return {
    hear(report) {
      if (report.type === 'up') {
        const entry = listed.add(report.service, timing.now());
        if (entry !== undefined) look(entry);
      } else if (report.type === 'down') {
        leave(report.service);
      } else if (report.type === 'resolved' || report.type === 'unresolved') {
        const entry = resolvers.entryOf(report.key);
        if (entry === undefined) return;
        if (report.type === 'resolved') void learn(entry, report);
        else resolvers.close(entry);
      }
    },
    visit() {
      const { alive, silent } = listed.inTurn(timing.now());
      for (const entry of [...alive, ...silent.slice(0, SILENT_VISITS)].slice(0, MAX_VISITS)) {
        if (!resolvers.isOpen(entry)) look(entry);
        void visitOne(entry);
      }
    },
    close() {
      closed = true;
    },
  };
}
