import { beforeEach, describe, expect, it } from 'vitest';
import { createMdnsDiscovery } from '../../src/adapters/mdns/mdns-discovery.js';
import { announcementMessage, queryMessage } from '../../src/adapters/mdns/write-records.js';
import type { Discovery } from '../../src/usecases/peers/discovery.js';
import { createFakeTiming, type FakeTiming } from '../support/fake-timing.js';
import { announcementOf } from './announcements.js';
import { type EventRecorder, recordEvents } from './event-recorder.js';
import { createFakeWire, type FakeWire, ipv4Interface } from './fake-wire.js';

/** The mDNS adapter in fake time, on a wire in memory: instances at 192.0.2.1 and 192.0.2.2. */
describe('mDNS over time', () => {
  const atelier = announcementOf('Atelier', 9080);
  const garage = announcementOf('Garage', 9081);
  let timing: FakeTiming;
  let wire: FakeWire;
  let a: Discovery;
  let heard: EventRecorder;

  const create = (address: string, interfaces = () => ({ eth0: ipv4Interface(address) })) =>
    createMdnsDiscovery({ timing, openSocket: wire.openSocket, networkInterfaces: interfaces });
  const packetsFrom = (address: string, type: 'query' | 'response') =>
    wire.sent.filter(({ from, message }) => from === address && message.type === type).length;
  const goneIds = () => heard.events.flatMap((event) => (event.type === 'gone' ? [event.instanceId] : []));
  const seenIds = () =>
    heard.events.flatMap((event) => (event.type === 'seen' ? [event.candidate.instanceId] : []));
  const garageAt = { address: '192.0.2.2', port: 5353 };
  const garageSays = (ttl?: number) => announcementMessage(garage, ['192.0.2.2'], ttl);

  beforeEach(() => {
    timing = createFakeTiming();
    wire = createFakeWire();
    a = create('192.0.2.1');
    heard = recordEvents(a);
  });

  it('announces three times, a second apart, and asks each time', async () => {
    await a.start(atelier);
    expect([packetsFrom('192.0.2.1', 'response'), packetsFrom('192.0.2.1', 'query')]).toEqual([1, 1]);
    await timing.advance(2500);
    expect(packetsFrom('192.0.2.1', 'query')).toBe(3);
    // It hears its own question through the loop as well, and answers that too, at most once a second.
    expect(packetsFrom('192.0.2.1', 'response')).toBeGreaterThanOrEqual(3);
  });

  it('goes on asking every 8 to 10 s', async () => {
    await a.start(atelier);
    await timing.advance(2500);
    const before = packetsFrom('192.0.2.1', 'query');
    await timing.advance(100_000);
    const asked = packetsFrom('192.0.2.1', 'query') - before;
    expect(asked).toBeGreaterThanOrEqual(10);
    expect(asked).toBeLessThanOrEqual(13);
  });

  it('keeps a live neighbour for as long as it lives', async () => {
    const b = create('192.0.2.2');
    await a.start(atelier);
    await b.start(garage);
    await timing.advance(600_000);
    expect(goneIds()).toEqual([]);
    const heartbeats = seenIds().length;
    expect(heartbeats).toBeGreaterThan(600_000 / 10_500);
    await b.stop();
  });

  it('asks faster when a neighbour misses a question, and gives up after 25 s', async () => {
    await a.start(atelier);
    wire.inject(garageSays(), garageAt);
    expect(seenIds()).toEqual([garage.instanceId]);
    await timing.advance(19_000);
    const before = packetsFrom('192.0.2.1', 'query');
    await timing.advance(5_900);
    expect(packetsFrom('192.0.2.1', 'query') - before).toBeGreaterThanOrEqual(2);
    expect(goneIds()).toEqual([]);
    await timing.advance(200);
    expect(goneIds()).toEqual([garage.instanceId]);
  });

  it('answers a flood of questions once a second', async () => {
    await a.start(atelier);
    await timing.advance(5000);
    const before = packetsFrom('192.0.2.1', 'response');
    for (let n = 0; n < 1000; n++) {
      wire.inject(queryMessage(), { address: '192.0.2.9', port: 5353 });
      await timing.advance(3);
    }
    const answers = packetsFrom('192.0.2.1', 'response') - before;
    expect(answers).toBeGreaterThanOrEqual(2);
    expect(answers).toBeLessThanOrEqual(4);
  });

  it.each([
    ['of another network', { address: '198.51.100.1', port: 5353 }],
    [
      'that comes from another port, where an answer could be reflected at somebody',
      { address: '192.0.2.9', port: 53 },
    ],
  ])('does not answer a question %s', async (_what, source) => {
    await a.start(atelier);
    await timing.advance(5000);
    const before = wire.sent.length;
    wire.inject(queryMessage(), source);
    await timing.advance(1500);
    expect(wire.sent.length).toBe(before);
  });

  it.each([
    ['from another network', { address: '198.51.100.1', port: 5353 }],
    ['from another port', { address: '192.0.2.2', port: 4444 }],
  ])('believes no announcement %s', async (_what, source) => {
    await a.start(atelier);
    wire.inject(garageSays(), source);
    expect(seenIds()).toEqual([]);
  });

  it('takes a real goodbye for what it is within 2 s', async () => {
    const b = create('192.0.2.2');
    await a.start(atelier);
    await b.start(garage);
    await timing.advance(5000);
    await b.stop();
    await timing.advance(2000);
    expect(goneIds()).toEqual([garage.instanceId]);
  });

  it('is not taken in by a goodbye that somebody else sent, once or all the time', async () => {
    const b = create('192.0.2.2');
    await a.start(atelier);
    await b.start(garage);
    await timing.advance(5000);
    for (let n = 0; n < 200; n++) {
      wire.inject(garageSays(0), { address: '192.0.2.66', port: 5353 });
      await timing.advance(n < 2 ? 5000 : 50);
    }
    await timing.advance(5000);
    expect(goneIds()).toEqual([]);
  });

  it('asks at once whether it is true when somebody says goodbye', async () => {
    await a.start(atelier);
    wire.inject(garageSays(), garageAt);
    await timing.advance(5000);
    const before = packetsFrom('192.0.2.1', 'query');
    wire.inject(garageSays(0), garageAt);
    await timing.advance(200);
    expect(packetsFrom('192.0.2.1', 'query') - before).toBe(1);
  });

  it('contradicts a goodbye in its own name, unasked', async () => {
    await a.start(atelier);
    await timing.advance(5000);
    const before = wire.sent.length;
    wire.inject(announcementMessage(atelier, [], 0), { address: '192.0.2.66', port: 5353 });
    await timing.advance(200);
    expect(wire.sent.slice(before).map(({ message }) => message.type)).toEqual(['response']);
  });

  it('stays bounded in a flood of forged instances, and keeps its real neighbour', async () => {
    const b = create('192.0.2.2');
    await a.start(atelier);
    await b.start(garage);
    for (let n = 0; n < 2000; n++) {
      wire.inject(announcementMessage(announcementOf('Forged'), []), { address: '192.0.2.66', port: 5353 });
      if (n % 100 === 0) await timing.advance(500);
    }
    const alive = new Set(seenIds());
    for (const id of goneIds()) alive.delete(id);
    expect(alive.size).toBeLessThanOrEqual(256);
    expect(goneIds()).not.toContain(garage.instanceId);
    // Two instances, each with a handful of timers, not one for each record.
    expect(timing.pending()).toBeLessThan(20);
    await timing.advance(30_000);
    expect(seenIds().at(-1)).toBe(garage.instanceId);
  });

  it('uses a network that is plugged in later, and leaves one that is unplugged', async () => {
    let plugged = {};
    const lo = { ...ipv4Interface('127.0.0.1')[0], internal: true, cidr: '127.0.0.1/8' };
    const roaming = create('', () => ({ lo: [lo], ...plugged }) as ReturnType<typeof create.arguments>);
    await roaming.start(garage);
    expect(wire.openSockets()).toBe(1);
    plugged = { eth0: ipv4Interface('192.0.2.2') };
    await a.start(atelier);
    await timing.advance(5500);
    expect(seenIds()).toContain(garage.instanceId);
    expect(wire.openSockets()).toBe(3);
    plugged = {};
    await timing.advance(5500);
    expect(wire.openSockets()).toBe(2);
  });

  it('tells of the new address when an interface gets another one', async () => {
    let address = '192.0.2.2';
    const b = create('', () => ({ eth0: ipv4Interface(address) }));
    await a.start(atelier);
    await b.start(garage);
    await timing.advance(3000);
    address = '192.0.2.3';
    await timing.advance(6500);
    const last = heard.events.at(-1);
    expect(last?.type === 'seen' && last.candidate.addresses[0]).toBe('192.0.2.3:9081');
    expect(goneIds()).toEqual([]);
  });

  it('says why when no interface can be used, and can be started later', async () => {
    wire.breakOpening('bind EADDRINUSE 0.0.0.0:5353');
    await expect(a.start(atelier)).rejects.toThrow('mDNS discovery cannot start: eth0/IPv4: bind EADDRINUSE');
    expect(timing.pending()).toBe(0);
    await a.stop();
  });

  it('leaves nothing behind when it stops', async () => {
    await a.start(atelier);
    await timing.advance(12_345);
    await a.stop();
    expect(timing.pending()).toBe(0);
    expect(wire.openSockets()).toBe(0);
    const sent = wire.sent.length;
    await timing.advance(60_000);
    expect(wire.sent.length).toBe(sent);
  });
});
