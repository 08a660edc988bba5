import { describe, expect, it } from 'vitest';
import type { ResponderReport } from '../../src/adapters/mdns/responder/responder-messages.js';
import { createResponderSession } from '../../src/adapters/mdns/responder/responder-session.js';
import { splitTxt, txtBytes } from '../../src/adapters/mdns/responder/txt-record.js';
import type { Announcement, DiscoveryEvent } from '../../src/usecases/peers/discovery.js';
import { createFakeTiming } from '../support/fake-timing.js';
import { announcementOf } from './announcements.js';

const INTERFACES = () => ({
  lan0: [
    {
      address: '192.168.1.2',
      netmask: '255.255.255.0',
      family: 'IPv4' as const,
      mac: '',
      internal: false,
      cidr: '192.168.1.2/24',
    },
  ],
});

const serviceOf = ({ instanceId }: Announcement) => ({
  label: instanceId,
  interfaceIndex: 2,
  interfaceName: 'lan0',
  domain: 'local.',
});

/** A responder that lists what a test says, and a LAN on which those answer that a test names. */
async function startSession() {
  const events: DiscoveryEvent[] = [];
  const timing = createFakeTiming();
  const records = new Map<string, { announcement: Announcement; host: string }>();
  const answering = new Set<string>();
  const visited: string[] = [];
  const open = new Set<number>();
  let most = 0;
  let tell: (report: ResponderReport) => void = () => undefined;

  const session = createResponderSession(announcementOf('Atelier'), {
    openLink: (listen) => {
      tell = listen;
      return {
        ask(request) {
          if (request.type === 'register') queueMicrotask(() => tell({ type: 'registered' }));
          if (request.type === 'close') open.delete(request.key);
          if (request.type !== 'resolve') return;
          const { key, service } = request;
          open.add(key);
          most = Math.max(most, open.size);
          const known = records.get(service.label);
          if (known === undefined) return;
          const txt = txtBytes(known.announcement).toString('base64');
          const { port } = known.announcement;
          queueMicrotask(() => tell({ type: 'resolved', key, host: `${service.label}.local.`, port, txt }));
        },
        close: async () => undefined,
      };
    },
    avahi: {
      isAnswering: async () => true,
      resolveHost: async (host) => [records.get(host.replace('.local.', ''))?.host ?? '192.168.1.99'],
    },
    reach: async (address) => {
      visited.push(address);
      return answering.has(address);
    },
    timing,
    log: { info: () => {}, warn: () => {}, debug: () => {} },
    interfaces: INTERFACES,
    emit: (event) => void events.push(event),
  });
  await session.open();
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return {
    session,
    events,
    answering,
    visited,
    most: () => most,
    /** Lets time pass, a second at a time, and what it sets off end. */
    async pass(seconds: number) {
      for (let second = 0; second < seconds; second++) {
        await timing.advance(1000);
        await settle();
      }
    },
    async list(announcement: Announcement, host: string) {
      records.set(announcement.instanceId, { announcement, host });
      tell({ type: 'up', service: serviceOf(announcement) });
      await settle();
    },
    async unlist(announcement: Announcement) {
      tell({ type: 'down', service: serviceOf(announcement) });
      await settle();
    },
  };
}

const idsOf = (events: DiscoveryEvent[], type: DiscoveryEvent['type']) =>
  new Set(
    events.flatMap((event) => {
      if (event.type !== type) return [];
      return event.type === 'seen' ? [event.candidate.instanceId] : [event.instanceId];
    }),
  );

describe('a session with the system’s responder', () => {
  it('takes who answers for alive, and who is listed but silent for gone within 30 s', async () => {
    const { events, answering, list, pass } = await startSession();
    const [alive, dead] = [announcementOf('Garage', 9081), announcementOf('Cellar', 9082)];
    answering.add('192.168.1.3:9081');
    await list(alive, '192.168.1.3');
    await list(dead, '192.168.1.4');
    expect(idsOf(events, 'seen')).toEqual(new Set([alive.instanceId, dead.instanceId]));
    await pass(30);
    expect(idsOf(events, 'gone')).toEqual(new Set([dead.instanceId]));
    const since = events.length;
    await pass(30);
    expect(idsOf(events.slice(since), 'seen')).toEqual(new Set([alive.instanceId]));
    // Its power is back; the responder never noticed that it was away.
    answering.add('192.168.1.4:9082');
    await pass(20);
    expect(idsOf(events.slice(since), 'seen')).toEqual(new Set([alive.instanceId, dead.instanceId]));
  });

  it('tells that a service is no longer listed within half a second', async () => {
    const { events, list, unlist, pass } = await startSession();
    const garage = announcementOf('Garage', 9081);
    await list(garage, '192.168.1.3');
    await unlist(garage);
    await pass(1);
    expect(events.at(-1)).toEqual({ type: 'gone', instanceId: garage.instanceId });
  });

  it('keeps at most 256 candidates and 16 open questions, whatever is listed; the living stay', async () => {
    const { events, answering, list, pass, most, visited } = await startSession();
    const garage = announcementOf('Garage', 9081);
    answering.add('192.168.1.3:9081');
    await list(garage, '192.168.1.3');
    for (let n = 0; n < 1000; n++) await list(announcementOf(`forged ${n}`, 9000), '192.168.1.66');
    expect(idsOf(events, 'seen').size).toBeLessThanOrEqual(256);
    expect(most()).toBeLessThanOrEqual(16);
    const since = visited.length;
    await pass(60);
    expect((visited.length - since) / 6).toBeLessThanOrEqual(64 * 1.5);
    expect(idsOf(events, 'gone').has(garage.instanceId)).toBe(false);
    // The forged answered nobody and are gone: there is room for who comes now.
    const newcomer = announcementOf('Newcomer', 9083);
    await list(newcomer, '192.168.1.5');
    expect(idsOf(events, 'seen').has(newcomer.instanceId)).toBe(true);
  });

  it('believes a record no more than our own mDNS does', async () => {
    const { events, list } = await startSession();
    for (const [announcement, host] of [
      [announcementOf('to ourselves'), '127.0.0.1'],
      [announcementOf('to a stranger'), '198.51.100.7'],
      [announcementOf('to everybody'), '224.0.0.1'],
      [{ ...announcementOf('no id'), instanceId: 'NOT-AN-ID' }, '192.168.1.7'],
      [{ ...announcementOf('no protocol'), protocol: 0 }, '192.168.1.8'],
      [{ ...announcementOf('no port'), port: 0 }, '192.168.1.9'],
    ] as const) {
      await list(announcement, host);
    }
    expect(events).toEqual([]);
    await list({ ...announcementOf('x'), instanceName: '\u202eevil\n\u0000' }, '192.168.1.10');
    expect(events).toMatchObject([{ type: 'seen', candidate: { instanceName: 'evil' } }]);
  });
});

it('TXT bytes that promise more than they hold are cut', () => {
  const split = (...bytes: number[]) => splitTxt(Buffer.from(bytes)).map(String);
  expect(split()).toEqual([]);
  expect(split(0)).toEqual(['']);
  expect(split(2, 97, 98, 1, 99)).toEqual(['ab', 'c']);
  expect(split(2, 97, 98, 255, 99)).toEqual(['ab']);
});
